import * as t from "@babel/types";
import { operationOf } from "../analyse/context.js";
import { walkWithAncestors } from "../ast/walk.js";
import { durableCallNotSupported, helperNotAwaitedHere, operationNotAwaited } from "../generated/messages.js";
import { awaitFix } from "./await-fix.js";
import type { CheckInput } from "./check-input.js";

/** Operations and helpers must be awaited, or returned, where they are called. */
export function checkCalls({ fn, machines, bindings, context, effects, reporter }: CheckInput): void {
  walkWithAncestors(fn.node, (node, ancestors) => {
    if (effects.has(node)) return false;
    if (!t.isCallExpression(node) && !t.isOptionalCallExpression(node)) return true;
    const operation = operationOf(node, bindings, context);
    if (operation) {
      if (!isAwaited(node, ancestors) || isReturnedFromTry(node, ancestors, (part) => !!part.finalizer))
        reporter.report(operationNotAwaited({ operation }), node, awaitFix(node, ancestors));
      return true;
    }
    if (!t.isIdentifier(node.callee) || bindings.references.get(node.callee)?.binding) return true;
    const callee = machines.get(node.callee.name);
    if (!callee) return true;
    const name = node.callee.name;
    if (callee === "durable") reporter.report(durableCallNotSupported({ name }), node);
    else if (!isAwaited(node, ancestors) || isReturnedFromTry(node, ancestors, () => true)) {
      reporter.report(helperNotAwaitedHere({ name }), node, awaitFix(node, ancestors));
    }
    return true;
  });
}

/** Awaited, returned, or the whole body of an arrow function that is called and awaited on the spot. */
function isAwaited(node: t.Node, ancestors: readonly t.Node[]): boolean {
  let child = node;
  for (let index = ancestors.length - 1; index >= 0; index--) {
    const parent = ancestors[index]!;
    switch (parent.type) {
      case "AwaitExpression":
        return true;
      case "ReturnStatement":
        return returnsToAwait(ancestors, index);
      case "ArrowFunctionExpression":
        return parent.body === child && hands(parent, ancestors, index);
      case "ConditionalExpression":
        if (parent.test === child) return false;
        break;
      case "LogicalExpression":
        if (parent.left === child) return false;
        break;
      case "SequenceExpression":
        if (parent.expressions.at(-1) !== child) return false;
        break;
      default:
        return false;
    }
    child = parent;
  }
  return false;
}

/** A `return` gives its promise to whoever waits for the function around it. */
function returnsToAwait(ancestors: readonly t.Node[], at: number): boolean {
  for (let index = at - 1; index >= 0; index--) {
    const node = ancestors[index]!;
    if (t.isFunction(node)) return hands(node, ancestors, index);
  }
  return false;
}

/** Whether what a function returns may be awaited: by itself, being async, or by whoever calls it by its name. */
const hands = (node: t.Function, ancestors: readonly t.Node[], index: number): boolean =>
  index === 0 ||
  node.async === true ||
  isCalledOnTheSpot(node, ancestors, index) ||
  !isCallback(node, ancestors[index - 1]);

/** What is given to a call is called by foreign code, which cannot await an operation. */
const isCallback = (node: t.Node, parent: t.Node | undefined): boolean =>
  (t.isCallExpression(parent) || t.isOptionalCallExpression(parent) || t.isNewExpression(parent)) &&
  parent.callee !== node;

function isCalledOnTheSpot(fn: t.Node, ancestors: readonly t.Node[], index: number): boolean {
  const call = ancestors[index - 1];
  return (
    !!call && t.isCallExpression(call) && call.callee === fn && isAwaited(call, ancestors.slice(0, index - 1))
  );
}

/**
 * Whether `return helper()` stands in such a try, outside any `await`: its promise would leave the try before it
 * settles, and awaiting it there would change which handler sees its error.
 */
function isReturnedFromTry(
  node: t.Node,
  ancestors: readonly t.Node[],
  isSuch: (node: t.TryStatement) => boolean,
): boolean {
  let child: t.Node = node;
  let returned = false;
  for (const parent of [...ancestors].reverse()) {
    if (t.isAwaitExpression(parent)) return false;
    if (t.isFunction(parent)) returned = false;
    if (t.isReturnStatement(parent)) returned = true;
    if (returned && t.isTryStatement(parent) && isSuch(parent)) {
      const protectedPart = child === parent.block || (child === parent.handler && !!parent.finalizer);
      if (protectedPart) return true;
    }
    child = parent;
  }
  return false;
}
