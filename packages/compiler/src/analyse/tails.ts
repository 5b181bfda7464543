import * as t from "@babel/types";
import { at } from "../ast/build.js";
import { isSimpleStatement } from "../ast/terms.js";
import { forEachChild, walk } from "../ast/walk.js";
import type { Binding, Bindings, FunctionInfo } from "./bindings.js";
import { isContext, isContextMember } from "./context.js";
import { givesNoPromise } from "./globals.js";

interface TailContext {
  readonly bindings: Bindings;
  readonly context: Binding | null;
  readonly moduleNames: ReadonlyMap<string, unknown>;
  /** Durable functions and helpers of this file, by their module-level name. */
  readonly machines: ReadonlySet<string>;
}

/** The returns of a machine whose value is awaited. An arrow's expression becomes a statement. */
export function tailsOf({ node, kind }: FunctionInfo, context: TailContext): Map<t.Node, t.AwaitExpression> {
  const root = node as t.Function;
  if (!t.isBlockStatement(root.body))
    root.body = t.blockStatement([at(t.returnStatement(root.body), root.body)]);
  if (kind === "async") return awaitTails(root, context);
  return kind === "asyncGenerator" ? awaitReturns(root) : new Map();
}

function awaitReturns(root: t.Function): Map<t.Node, t.AwaitExpression> {
  const tails = new Map<t.Node, t.AwaitExpression>();
  walk(root.body, (node) => {
    if (t.isReturnStatement(node) && node.argument) tails.set(node, awaiting(node.argument));
    return !t.isFunction(node) && !t.isClass(node);
  });
  return tails;
}

/**
 * `return f()` outside any try means `return await f()`. A call that is surely durable gets its `await` here;
 * for the others the await is kept beside the statement, so that a loop around it can stay native.
 */
function awaitTails(root: t.Function, context: TailContext): Map<t.Node, t.AwaitExpression> {
  const tails = new Map<t.Node, t.AwaitExpression>();
  const visit = (node: t.Node): void => {
    if (t.isFunction(node) || t.isClass(node)) return;
    if (t.isReturnStatement(node) && node.argument) {
      node.argument = awaitDurable(node.argument, context);
      if (hasTailCall(node.argument, context)) tails.set(node, awaiting(node.argument));
      return;
    }
    if (t.isTryStatement(node)) {
      if (node.handler && !node.finalizer) visit(node.handler.body);
      if (node.finalizer) visit(node.finalizer);
      return;
    }
    if (!isSimpleStatement(node)) forEachChild(node, visit);
  };
  visit(root.body);
  return tails;
}

/** Puts `await` before the durable calls that give the value of an expression. */
function awaitDurable(node: t.Expression, context: TailContext): t.Expression {
  switch (node.type) {
    case "ConditionalExpression":
      node.consequent = awaitDurable(node.consequent, context);
      node.alternate = awaitDurable(node.alternate, context);
      return node;
    case "LogicalExpression":
      node.right = awaitDurable(node.right, context);
      return node;
    case "SequenceExpression":
      node.expressions.push(awaitDurable(node.expressions.pop()!, context));
      return node;
    case "CallExpression":
    case "OptionalCallExpression":
      return isDurableCall(node, context) ? awaiting(node) : node;
    default:
      return node;
  }
}

function isDurableCall(
  node: t.CallExpression | t.OptionalCallExpression,
  { bindings, context, machines }: TailContext,
): boolean {
  const { callee } = node;
  if (t.isIdentifier(callee) && machines.has(callee.name) && !bindings.references.get(callee)?.binding)
    return true;
  if (isContextMember(callee, bindings, context)) return true;
  return node.arguments.some((argument) => isContext(argument, bindings, context));
}

function hasTailCall(node: t.Expression, context: TailContext): boolean {
  switch (node.type) {
    case "ConditionalExpression":
      return hasTailCall(node.consequent, context) || hasTailCall(node.alternate, context);
    case "LogicalExpression":
      return hasTailCall(node.right, context);
    case "SequenceExpression":
      return hasTailCall(node.expressions.at(-1)!, context);
    default:
      return isTailCall(node, context);
  }
}

const isTailCall = (node: t.Node, { bindings, moduleNames }: TailContext): boolean =>
  t.isOptionalCallExpression(node) ||
  (t.isCallExpression(node) && !givesNoPromise(node, bindings, moduleNames)) ||
  (t.isNewExpression(node, {}) && t.isIdentifier(node.callee, { name: "Promise" }));

function awaiting(argument: t.Expression): t.AwaitExpression {
  const node = t.awaitExpression(argument);
  node.start = argument.start ?? null;
  node.end = argument.end ?? null;
  if (argument.loc) node.loc = argument.loc;
  return node;
}
