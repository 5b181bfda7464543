import * as t from "@babel/types";
import { array, assign, at, call, id, member, number, statement, text } from "../ast/build.js";
import { replaceChildren, walk } from "../ast/walk.js";
import type { Symbols } from "../lower/lowering.js";
import { asFunction, decoratorsOf, replaceDecorated, type Member } from "./decorated-class.js";
import { replaceElement, runInitializers, type Decorated, type DecoratedNames } from "./decorated-element.js";
import { privateNames } from "./replace-accessors.js";

/**
 * A class with decorators as a function of what is evaluated before it: `{ A: ($decorated) => class A extends
 * $decorated[0] { static { $decorated = $perdure.decorate(this, [...]); } ... } }.A([B, [logged], ...])`. So an await may
 * stand in a decorator, and what decorators leave is stored with the class's scope.
 */
export function replaceDecorators(
  root: t.Node,
  { runtime, decorated }: Pick<Symbols, "runtime" | "decorated">,
): void {
  const taken = privateNames(root);
  const names: DecoratedNames = {
    runtime,
    decorated,
    privateName(base) {
      let name = `$${base}`;
      while (taken.has(name)) name = `$${name}`;
      taken.add(name);
      return t.privateName(id(name));
    },
  };

  replaceDecorated(root, isReplaceable, (node, name) => {
    const before: t.Expression[] = [];
    /** Evaluated before the class, in the order of the source. */
    const give = (value: t.Expression): t.Expression =>
      t.memberExpression(id(decorated), number(before.push(value) - 1), true);
    const ofClass = node.decorators?.length ? give(listOf(node.decorators)) : null;
    node.decorators = null;
    if (node.superClass) node.superClass = give(node.superClass);
    const elements: t.Expression[] = [];
    let hasInstance = false;
    const members = node.body.body.flatMap((part): readonly Member[] => {
      const decorators = decoratorsOf(part);
      const list = decorators.length > 0 ? give(listOf(decorators)) : null;
      if ("computed" in part && part.computed)
        part.key = give(call(member(id(runtime), "key"), part.key as t.Expression));
      if (!list) return [part];
      hasInstance ||= t.isMethod(part) && !part.static;
      const replaced = replaceElement(part as Decorated, elements.length, list, names);
      elements.push(replaced.element);
      return replaced.members;
    });
    const self = node.id?.name ?? `${decorated}_class`;
    const parts = ofClass ? [ofClass, ...(name === undefined ? [] : [text(name)])] : [];
    const made = call(member(id(runtime), "decorate"), t.thisExpression(), array(elements), ...parts);
    const first: t.Statement[] = [at(statement(assign(decorated, made)), node)];
    if (hasInstance) members.unshift(runInitializers(text("instance"), false, names));
    if (ofClass) {
      first.push(statement(assign(self, member(id(decorated), "Class"))));
      members.push(runInitializers(text("made"), true, names));
      for (const part of members) replaceThis(part, self);
    }
    node.body.body = [t.staticBlock(first), ...members];
    return asFunction(node, name, { decorated, before: array(before), self: ofClass ? self : null });
  });
}

const listOf = (decorators: readonly t.Decorator[]): t.Expression =>
  array(decorators.map(({ expression }) => expression));

/** A private method becomes a function of its own, which has no `super`. */
const isReplaceable = (node: t.Class): boolean =>
  node.body.body.every(
    (part) => decoratorsOf(part).length === 0 || !t.isClassPrivateMethod(part) || !usesSuper(part),
  );

function usesSuper(root: t.Node): boolean {
  let found = false;
  walk(root, (node) => void (found ||= t.isSuper(node)));
  return found;
}

/** Static code of a class with decorators has what they made of it as `this`. */
function replaceThis(part: Member, self: string): void {
  const replace = (node: t.Node): t.Node => {
    if (t.isThisExpression(node)) return at(id(self), node);
    if ((t.isFunction(node) && !t.isArrowFunctionExpression(node)) || t.isClass(node)) return node;
    replaceChildren(node, replace);
    return node;
  };
  if (t.isStaticBlock(part)) replaceChildren(part, replace);
  else if ((t.isClassProperty(part) || t.isClassPrivateProperty(part)) && part.static && part.value)
    part.value = replace(part.value) as t.Expression;
}
