import * as t from "@babel/types";
import type { Binding, Bindings } from "./bindings.js";

/** The binding of the durable context, the parameter at an index, where it is a plain name. */
export function contextOf(root: t.Function, bindings: Bindings, index: number): Binding | null {
  const parameter = root.params[index];
  const target = t.isAssignmentPattern(parameter) ? parameter.left : parameter;
  return (target && bindings.declared.get(target)) ?? null;
}

/** Whether a node is the durable context. */
export const isContext = (node: t.Node, bindings: Bindings, context: Binding | null): boolean =>
  context !== null && bindings.references.get(node)?.binding === context;

/** Whether a chain of plain members begins at the context: `ctx.call`, `ctx.state.get`. */
export function isContextMember(node: t.Node, bindings: Bindings, context: Binding | null): boolean {
  let at = node;
  while (t.isMemberExpression(at) || t.isOptionalMemberExpression(at)) at = at.object;
  return at !== node && isContext(at, bindings, context);
}

const OPERATIONS: ReadonlySet<string> = new Set([
  "call",
  "run",
  "spawn",
  "sleep",
  "waitForEvent",
  "sendEvent",
  "transaction",
]);
const STATE_OPERATIONS: ReadonlySet<string> = new Set(["get", "set", "delete", "keys", "clear"]);

/** The text of a durable operation (`ctx.call(...)`), null where a call is none. */
export function operationOf(
  node: t.CallExpression | t.OptionalCallExpression,
  bindings: Bindings,
  context: Binding | null,
): string | null {
  const { callee } = node;
  if (!t.isMemberExpression(callee) && !t.isOptionalMemberExpression(callee)) return null;
  if (callee.computed || !t.isIdentifier(callee.property)) return null;
  const { object, property } = callee;
  const name = context?.name ?? "ctx";
  if (isContext(object, bindings, context)) {
    return OPERATIONS.has(property.name) ? `${name}.${property.name}(...)` : null;
  }
  const isState =
    t.isMemberExpression(object) &&
    t.isIdentifier(object.property, { name: "state" }) &&
    isContext(object.object, bindings, context);
  return isState && STATE_OPERATIONS.has(property.name) ? `${name}.state.${property.name}(...)` : null;
}

/** `ctx.run` or `ctx.transaction` where a call is one of them, whose function runs outside the machine; else null. */
export function stepOf(node: t.Node, bindings: Bindings, context: Binding | null): string | null {
  if (!t.isCallExpression(node) || !t.isMemberExpression(node.callee) || node.callee.computed) return null;
  const { object, property } = node.callee;
  if (!t.isIdentifier(property)) return null;
  const isStep = property.name === "run" || property.name === "transaction";
  return isStep && isContext(object, bindings, context) ? `ctx.${property.name}` : null;
}
