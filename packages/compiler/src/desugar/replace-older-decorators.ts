import * as t from "@babel/types";
import { array, assign, call, id, member, number, object, statement, text } from "../ast/build.js";
import type { Symbols } from "../lower/lowering.js";
import {
  asFunction,
  decoratorsOf,
  parameterDecorators,
  replaceDecorated,
  type Member,
} from "./decorated-class.js";

type Decorated = t.ClassMethod | t.ClassProperty;

/**
 * A class with TypeScript's older decorators (`experimentalDecorators`): they are evaluated before it, and called when it
 * is there. `{ A: ($decorated) => { let A; void { A: class { static { A = this; } ... } }; A = $perdure.decorateOlder(A,
 * [...]); return A; } }.A([...])`
 */
export function replaceOlderDecorators(
  root: t.Node,
  { runtime, decorated }: Pick<Symbols, "runtime" | "decorated">,
): void {
  replaceDecorated(root, hasPlainElements, (node, name) => {
    const before: t.Expression[] = [];
    const give = (value: t.Expression): t.Expression =>
      t.memberExpression(id(decorated), number(before.push(value) - 1), true);
    const onClass = decoratorsOf(node).map(({ expression }) => expression);
    node.decorators = null;
    if (node.superClass) node.superClass = give(node.superClass);
    const elements = node.body.body.flatMap((part) => {
      if ("computed" in part && part.computed)
        part.key = give(call(member(id(runtime), "key"), part.key as t.Expression));
      const list = takeDecorators(part);
      if (!t.isClassMethod(part, { kind: "constructor" }))
        return list.length > 0 ? [describe(part as Decorated, give(array(list)))] : [];
      onClass.push(...list);
      return [];
    });
    const self = node.id?.name ?? `${decorated}_class`;
    node.body.body.unshift(t.staticBlock([statement(assign(self, t.thisExpression()))]));
    const classPart = onClass.length > 0 ? [give(array(onClass))] : [];
    const made = call(member(id(runtime), "decorateOlder"), id(self), array(elements), ...classPart);
    return asFunction(node, name, {
      decorated,
      before: array(before),
      self,
      last: [statement(assign(self, made))],
    });
  });

  /** Those of a method and of its parameters, as one list. */
  function takeDecorators(part: Member): t.Expression[] {
    const own = decoratorsOf(part).map(({ expression }) => expression);
    const ofParameters = parameterDecorators(part).map(([index, { expression }]) =>
      call(member(id(runtime), "ofParameter"), number(index), expression),
    );
    if ("decorators" in part) part.decorators = null;
    if ("params" in part)
      for (const parameter of part.params) if ("decorators" in parameter) parameter.decorators = null;
    return [...own, ...ofParameters];
  }
}

/** `{ name: "x", static: true, isField: true, decorators: $decorated[1] }` */
function describe(part: Decorated, decorators: t.Expression): t.Expression {
  const { key, computed } = part;
  const name = t.isIdentifier(key) && !computed ? text(key.name) : t.cloneNode(key);
  return object([
    ["name", name as t.Expression],
    ...(part.static ? ([["static", t.booleanLiteral(true)]] as const) : []),
    ...(t.isClassProperty(part) ? ([["isField", t.booleanLiteral(true)]] as const) : []),
    ["decorators", decorators],
  ]);
}

/** TypeScript has no older decorators for private elements. */
const hasPlainElements = (node: t.Class): boolean =>
  node.body.body.every(
    (part) => decoratorsOf(part).length === 0 || t.isClassMethod(part) || t.isClassProperty(part),
  );
