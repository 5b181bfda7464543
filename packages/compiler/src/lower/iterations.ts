import * as t from "@babel/types";
import { at, call, id, member, text } from "../ast/build.js";
import { calledText, isGenerated } from "./called-text.js";
import { lowerExpression } from "./expressions.js";
import type { Lowering } from "./lowering.js";

const METHODS: ReadonlySet<string> = new Set(["entries", "keys", "values"]);

/** `$perdure.name(...args)` */
export const runtimeCall = (lowering: Lowering, name: string, ...args: t.Expression[]): t.CallExpression =>
  call(member(id(lowering.symbols.runtime), name), ...args);

/** `$of.name(...args)` of an iteration. */
export const step = (items: t.Identifier, name: string, ...args: t.Expression[]): t.CallExpression =>
  call(member(id(items.name), name), ...args);

const OR_RETURN = "is not a function or its return value";

/** How the language's own message names what turns out not to be iterable. */
export const iterableText = (node: t.Expression): string =>
  t.isNewExpression(node) || (t.isCallExpression(node) && !isGenerated(node))
    ? `${calledText(node.callee).replaceAll("(...)", "")} ${OR_RETURN}`
    : calledText(node);

/** Begins an iteration of ours over a loop's iterable, one that a snapshot can store. */
export function beginIteration(lowering: Lowering, node: t.Expression): t.Expression {
  if (t.isCallExpression(node) && t.isMemberExpression(node.callee) && node.arguments.length === 0) {
    const { object, property, computed } = node.callee;
    if (!computed && !t.isSuper(object) && t.isIdentifier(property) && METHODS.has(property.name)) {
      const called = text(iterableText(node));
      const receiver = lowerExpression(lowering, object);
      return at(runtimeCall(lowering, "iterateMethod", receiver, text(property.name), called), node);
    }
  }
  // A list written in place can always be iterated over: no message needs its name.
  const named = t.isArrayExpression(node) ? [] : [text(iterableText(node))];
  return at(runtimeCall(lowering, "iterate", lowerExpression(lowering, node), ...named), node);
}

/** The same for `for await`. */
export function beginAsyncIteration(lowering: Lowering, node: t.Expression): t.Expression {
  const named = t.isCallExpression(node) ? `${calledText(node)} ${OR_RETURN}` : calledText(node);
  return at(runtimeCall(lowering, "iterateAsync", lowerExpression(lowering, node), text(named)), node);
}
