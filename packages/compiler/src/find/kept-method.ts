import * as t from "@babel/types";
import { isMethodMark, isObjectMark } from "./objects.js";
import type { Module } from "./module.js";

/** A part of the source that other text takes the place of. */
export interface Replacement {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/**
 * A durable method that stays a method, because decorators are given it: where its parts stand in the source. Passes
 * change the nodes.
 */
export interface KeptMethod {
  /** From the last decorator to the key, without its bracket. */
  readonly head: { readonly start: number; readonly end: number };
  /** What of the parameters is code that must run once, in the machine: patterns and default values. */
  readonly parameters: readonly Replacement[];
  readonly body: { readonly start: number; readonly end: number };
}

/** Of a method that is decorated, as its parameters may be too, or that decorators of its class see; null for others. */
export function keptMethod(node: t.Function, owner: t.Class | null, module: Module): KeptMethod | null {
  if (!t.isClassMethod(node) && !t.isClassPrivateMethod(node)) return null;
  const isSeen = t.isClassMethod(node) && !!owner && foreignDecorators(owner, module).length > 0;
  const parameters = node.params as (t.Identifier | t.Pattern | t.RestElement)[];
  const isDecorated =
    (node.decorators ?? []).some((decorator) => !isMethodMark(decorator, module)) ||
    parameters.some((parameter) => decoratorsOf(parameter).length > 0);
  if (!isSeen && !isDecorated) return null;
  const start = node.decorators?.at(-1)?.end ?? node.start!;
  const body = { start: node.body.start!, end: node.body.end! };
  return { head: { start, end: node.key.start! }, parameters: parameters.flatMap(replaced), body };
}

/** Those of a class that are not ours. */
export const foreignDecorators = (node: t.Class, module: Module): t.Decorator[] =>
  (node.decorators ?? []).filter((decorator) => !isObjectMark(decorator, module));

const decoratorsOf = (parameter: t.Node): readonly t.Decorator[] =>
  (parameter as { decorators?: t.Decorator[] | null }).decorators ?? [];

/** `a` stays, `a = f()` becomes `a = undefined`, `{ a }` becomes `$1`: each keeps its decorators and its type. */
function replaced(parameter: t.Node, index: number): Replacement[] {
  if (t.isAssignmentPattern(parameter)) {
    const { left, right } = parameter;
    return [...replaced(left, index), { start: right.start!, end: right.end!, text: "undefined" }];
  }
  if (t.isRestElement(parameter)) return replaced(parameter.argument, index);
  if (!t.isObjectPattern(parameter) && !t.isArrayPattern(parameter)) return [];
  const end = parameter.typeAnnotation?.start ?? parameter.end!;
  return [{ start: parameter.start!, end, text: `$${index + 1}` }];
}

/** Takes the decorators of a method and its parameters out of its code: they are evaluated with the class. */
export function dropDecorators(node: t.Function): void {
  if (!t.isClassMethod(node) && !t.isClassPrivateMethod(node)) return;
  node.decorators = null;
  for (const parameter of node.params) {
    const target = t.isAssignmentPattern(parameter) ? [parameter, parameter.left] : [parameter];
    for (const part of target) if ("decorators" in part) part.decorators = null;
  }
}
