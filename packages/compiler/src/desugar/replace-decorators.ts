import * as t from "@babel/types";
import { array, assign, at, call, id, member, object, statement, text } from "../ast/build.js";
import { replaceChildren } from "../ast/walk.js";
import type { Symbols } from "../lower/lowering.js";
import { asFunction, decoratorsOf, replaceDecorated, type Member } from "./decorated-class.js";
import { named, privateNames } from "./replace-accessors.js";

type Decorated = t.ClassMethod | t.ClassProperty | t.ClassPrivateProperty | t.ClassAccessorProperty;

/**
 * A class with decorators as a function of what is evaluated before it: `{ A: ($decorated) => class A extends
 * $decorated[0] { static { $decorated = $perdure.decorate(this, [...]); } ... } }.A([B, [logged], ...])`. So an await may
 * stand in a decorator, and what decorators leave is stored with the class's scope. Decorated private methods are left.
 */
export function replaceDecorators(
  root: t.Node,
  { runtime, decorated }: Pick<Symbols, "runtime" | "decorated">,
): void {
  const taken = privateNames(root);
  function privateName(base: string): t.PrivateName {
    let name = `$${base.replace(/[^\w$]/g, "_")}`;
    while (taken.has(name)) name = `$${name}`;
    taken.add(name);
    return t.privateName(id(name));
  }

  function replaceClass(node: t.Class, name: string | undefined): t.Expression {
    const before: t.Expression[] = [];
    /** Evaluated before the class, in the order of the source. */
    const give = (value: t.Expression): t.Expression =>
      t.memberExpression(id(decorated), t.numericLiteral(before.push(value) - 1), true);
    const own = node.decorators?.length ? give(listOf(node.decorators)) : null;
    node.decorators = null;
    if (node.superClass) node.superClass = give(node.superClass);
    const elements: t.Expression[] = [];
    const replaced = node.body.body.map((part) => {
      const decorators = decoratorsOf(part);
      const list = decorators.length > 0 ? give(listOf(decorators)) : null;
      if ("computed" in part && part.computed)
        part.key = give(call(runtimeOf("key"), part.key as t.Expression));
      if (!list) return { part, at: null };
      return { part, at: elements.push(describe(part as Decorated, list)) - 1 };
    });
    const hasInstance = replaced.some(({ part, at: number }) => number !== null && isInstanceMethod(part));
    const classParts = own ? [own, ...(name === undefined ? [] : [text(name)])] : [];
    const made = call(runtimeOf("decorate"), t.thisExpression(), array(elements), ...classParts);
    const first: t.Statement[] = [at(statement(assign(decorated, made)), node)];
    const self = node.id?.name ?? `${decorated}_class`;
    if (own) first.push(statement(assign(self, member(id(decorated), "Class"))));
    node.body.body = [
      t.staticBlock(first),
      ...(hasInstance ? [hidden("init", run("instance"))] : []),
      ...replaced.flatMap(({ part, at: number }) => {
        const members = number === null ? [part] : replaceElement(part as Decorated, number);
        return own ? members.map((member_) => withoutThis(member_, self)) : members;
      }),
      ...(own ? [t.staticBlock([statement(run("made", id(self)))])] : []),
    ];
    return asFunction(node, name, { decorated, before: array(before), self: own ? self : null });
  }

  const runtimeOf = (name: string): t.Expression => member(id(runtime), name);

  const run = (which: string | number, self: t.Expression = t.thisExpression()): t.CallExpression =>
    call(
      runtimeOf("runInitializers"),
      id(decorated),
      typeof which === "string" ? text(which) : t.numericLiteral(which),
      self,
    );

  /** A private field of which only the initialiser matters: it runs where the field stands. */
  function hidden(name: string, value: t.Expression): t.ClassPrivateProperty {
    return Object.assign(t.classPrivateProperty(privateName(name), value), { extra: { isHidden: true } });
  }

  function replaceElement(part: Decorated, number: number): Member[] {
    part.decorators = null;
    if (t.isClassMethod(part)) return [part];
    const initial = part.value ? named(part.value, part) : t.unaryExpression("void", t.numericLiteral(0));
    const value = call(
      runtimeOf("initialValue"),
      id(decorated),
      t.numericLiteral(number),
      t.thisExpression(),
      initial,
    );
    part.value = at(value, part.value);
    const last = part.static ? t.staticBlock([statement(run(number))]) : hidden("after", run(number));
    if (!t.isClassAccessorProperty(part)) return [part, last];
    const { key, computed, static: isStatic } = part;
    const storage = privateName(t.isIdentifier(key) ? key.name : "value");
    const stored = (): t.Expression => t.memberExpression(t.thisExpression(), t.cloneNode(storage));
    const accessor = (kind: "get" | "set", params: t.Identifier[], body: t.Statement): Member =>
      at(
        t.classMethod(
          kind,
          t.cloneNode(key) as t.Expression,
          params,
          t.blockStatement([body]),
          computed,
          isStatic,
        ),
        part,
      );
    return [
      at(t.classPrivateProperty(t.cloneNode(storage), value, null, isStatic), part),
      accessor("get", [], t.returnStatement(stored())),
      accessor("set", [id("value")], statement(assign(stored() as t.MemberExpression, id("value")))),
      last,
    ];
  }

  /** `{ kind: "field", name: "x", static: true, decorators: $decorated[1] }` */
  function describe(part: Decorated, decorators: t.Expression): t.Expression {
    const { key } = part;
    const isNamed = t.isIdentifier(key) && !("computed" in part && part.computed);
    const name = t.isPrivateName(key) ? text(`#${key.id.name}`) : isNamed ? text(key.name) : t.cloneNode(key);
    return object([
      ["kind", text(kindOf(part))],
      ["name", t.isNumericLiteral(name) ? text(String(name.value)) : (name as t.Expression)],
      ...(part.static ? ([["static", t.booleanLiteral(true)]] as const) : []),
      ["decorators", decorators],
      ...(t.isPrivateName(key) ? ([["access", accessTo(key)]] as const) : []),
    ]);
  }

  replaceDecorated(root, hasPlainElements, replaceClass);
}

const kindOf = (part: Decorated): string => {
  if (t.isClassAccessorProperty(part)) return "accessor";
  if (!t.isClassMethod(part)) return "field";
  return part.kind === "get" ? "getter" : part.kind === "set" ? "setter" : "method";
};

const listOf = (decorators: readonly t.Decorator[]): t.Expression =>
  array(decorators.map(({ expression }) => expression));

const isInstanceMethod = (part: Member): boolean => t.isClassMethod(part) && !part.static;

/** Whether none of the decorators is on what cannot be replaced from outside. */
const hasPlainElements = (node: t.Class): boolean =>
  node.body.body.every((part) => decoratorsOf(part).length === 0 || isPlain(part));

const isPlain = (part: Member): boolean =>
  !t.isClassPrivateMethod(part) && !(t.isClassAccessorProperty(part) && t.isPrivateName(part.key));

/** `{ has: ($object) => #x in $object, get: ..., set: ... }` */
function accessTo({ id: { name } }: t.PrivateName): t.Expression {
  const own = (): t.PrivateName => t.privateName(id(name));
  const place = (): t.MemberExpression => t.memberExpression(id("object"), own());
  const arrow = (params: string[], body: t.Expression): t.Expression =>
    t.arrowFunctionExpression(params.map(id), body);
  return object([
    ["has", arrow(["object"], t.binaryExpression("in", own() as unknown as t.Expression, id("object")))],
    ["get", arrow(["object"], place())],
    ["set", arrow(["object", "value"], t.unaryExpression("void", assign(place(), id("value"))))],
  ]);
}

/** Static code of a class with decorators has what they made of it as `this`. */
function withoutThis(part: Member, self: string): Member {
  const replaceThis = (node: t.Node): t.Node => {
    if (t.isThisExpression(node)) return at(id(self), node);
    if ((t.isFunction(node) && !t.isArrowFunctionExpression(node)) || t.isClass(node)) return node;
    replaceChildren(node, replaceThis);
    return node;
  };
  if (t.isStaticBlock(part)) replaceChildren(part, replaceThis);
  else if ((t.isClassProperty(part) || t.isClassPrivateProperty(part)) && part.static && part.value)
    part.value = replaceThis(part.value) as t.Expression;
  return part;
}
