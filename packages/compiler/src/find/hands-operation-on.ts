import * as t from "@babel/types";
import { walk } from "../ast/walk.js";

/**
 * Whether a function that is not async makes functions and returns nothing but operations of its context:
 * `(ctx, n) => ctx.run("add", () => n + 1)`. It works as a helper does, and as one its closures can be stored.
 */
export function handsOperationOn(node: t.Function): boolean {
  const [context] = node.params;
  if (node.async || node.generator || !t.isIdentifier(context)) return false;
  if (t.isExpression(node.body)) return isOperation(node.body, context.name) && makesFunction(node.body);
  const returned: (t.Expression | null | undefined)[] = [];
  walk(node.body, (child) => {
    if (t.isReturnStatement(child)) returned.push(child.argument);
    return !t.isFunction(child);
  });
  const handsOn = returned.length > 0 && returned.every((value) => value && isOperation(value, context.name));
  return handsOn && makesFunction(node.body);
}

/** `ctx.run(...)`, `ctx.state.get(...)`, or a choice between such calls. */
function isOperation(node: t.Expression, context: string): boolean {
  if (t.isConditionalExpression(node)) {
    return isOperation(node.consequent, context) && isOperation(node.alternate, context);
  }
  if (t.isTSNonNullExpression(node) || t.isTSAsExpression(node)) return isOperation(node.expression, context);
  if (!t.isCallExpression(node) || !t.isMemberExpression(node.callee)) return false;
  let object: t.Node = node.callee.object;
  while (t.isMemberExpression(object)) object = object.object;
  return t.isIdentifier(object, { name: context });
}

function makesFunction(node: t.Node): boolean {
  let found = false;
  walk(node, (child) => void (found ||= t.isFunction(child)));
  return found;
}
