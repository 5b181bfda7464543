import * as t from "@babel/types";
import type { FunctionInfo, Scope } from "./bindings.js";

/** The method, field or static block that `super` and `this` of an arrow belong to; null for plain functions. */
export function methodAround(from: FunctionInfo): FunctionInfo | null {
  let fn: FunctionInfo | null = from;
  while (fn && t.isArrowFunctionExpression(fn.node)) fn = fn.parent;
  return fn && !t.isFunctionExpression(fn.node) && !t.isFunctionDeclaration(fn.node) ? fn : null;
}

/** Leaves the arrows up to their constructor in place. */
export function markInline(from: FunctionInfo): void {
  for (let at: FunctionInfo | null = from; at && t.isArrowFunctionExpression(at.node); at = at.parent) {
    at.inline = true;
  }
}

/** What the compiler has written stands behind every declaration. */
export const positionOf = ({ start }: t.Node): number => start ?? Number.POSITIVE_INFINITY;

/** `this` is read: the function that it belongs to uses it, and the arrows between. */
export function markThis(scope: Scope): void {
  for (let at: FunctionInfo | null = scope.fn; at; at = at.parent) {
    at.usesThis = true;
    if (t.isArrowFunctionExpression(at.node)) continue;
    // Before `super()` has returned, `this` cannot be read to make the arrow.
    if (isDerivedConstructor(at.node, scope) && !isAfterSuper(scope.fn, at.node as t.ClassMethod))
      markInline(scope.fn);
    return;
  }
}

/** Whether an arrow stands behind a `super(...)` that is a statement of the constructor: `this` is there. */
function isAfterSuper(fn: FunctionInfo, constructor: t.ClassMethod): boolean {
  let outermost = fn;
  while (outermost.parent && outermost.parent.node !== constructor) outermost = outermost.parent;
  const called = constructor.body.body.find(
    (part) =>
      t.isExpressionStatement(part) &&
      t.isCallExpression(part.expression) &&
      t.isSuper(part.expression.callee),
  );
  return !!called && positionOf(outermost.node) > called.end!;
}

function isDerivedConstructor(node: t.Node, from: Scope): boolean {
  if (!t.isClassMethod(node, { kind: "constructor" })) return false;
  let scope: Scope | null = from;
  while (scope && scope.owner !== node) scope = scope.parent;
  return !!(scope?.parent?.owner as t.Class | undefined)?.superClass;
}
