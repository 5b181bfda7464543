import * as t from "@babel/types";
import type { Bindings } from "../analyse/bindings.js";
import { operationOf } from "../analyse/context.js";
import { kindsOf } from "../ast/kinds.js";
import type { Functions } from "../find/durable-function.js";
import { operationDropped, taskDropped } from "../generated/messages.js";
import { awaitFix } from "./await-fix.js";
import type { CheckInput } from "./check-input.js";

const CALLS_AND_FUNCTIONS = kindsOf("CallExpression", "OptionalCallExpression", "Function");

/** Warns where the promise of an operation, a helper or a durable function is dropped where it is made. */
export function checkCalls({ tree, functions, bindings, context, effects, reporter }: CheckInput): void {
  tree.find(CALLS_AND_FUNCTIONS, (node, place) => {
    if (effects.has(node)) return false;
    if (!t.isCallExpression(node) && !t.isOptionalCallExpression(node)) return true;
    const ancestors = tree.ancestorsOf(place);
    if (!isDropped(node, ancestors)) return true;
    const operation = operationOf(node, bindings, context);
    const { callee } = node;
    if (operation) reporter.report(operationDropped({ operation }), node, awaitFix(node, ancestors));
    else if (t.isIdentifier(callee) && startsTask(callee, functions, bindings))
      reporter.report(taskDropped({ name: callee.name }), node, awaitFix(node, ancestors));
    return true;
  });
}

function startsTask(callee: t.Identifier, functions: Functions, bindings: Bindings): boolean {
  const kind = functions.get(callee.name);
  return kind !== undefined && kind !== "plain" && !bindings.references.get(callee)?.binding;
}

/** Whether nobody gets an expression's value: it is a statement of its own, or what `void` or `forEach` throws away. */
function isDropped(node: t.Node, ancestors: readonly t.Node[]): boolean {
  let child = node;
  for (let index = ancestors.length - 1; index >= 0; index--) {
    const parent = ancestors[index]!;
    switch (parent.type) {
      case "ExpressionStatement":
        return true;
      case "UnaryExpression":
        return parent.operator === "void";
      case "ForStatement":
        return child === parent.init || child === parent.update;
      case "ArrowFunctionExpression":
        return !parent.async && parent.body === child && isForEach(ancestors[index - 1], parent);
      case "ConditionalExpression":
        if (parent.test === child) return false;
        break;
      case "LogicalExpression":
        if (parent.left === child) return false;
        break;
      case "SequenceExpression":
        if (parent.expressions.at(-1) !== child) return true;
        break;
      default:
        return false;
    }
    child = parent;
  }
  return false;
}

const isForEach = (node: t.Node | undefined, callback: t.Node): boolean =>
  t.isCallExpression(node) &&
  node.arguments[0] === callback &&
  t.isMemberExpression(node.callee) &&
  !node.callee.computed &&
  t.isIdentifier(node.callee.property, { name: "forEach" });
