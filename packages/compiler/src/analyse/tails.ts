import * as t from "@babel/types";
import { at } from "../ast/build.js";
import { walk } from "../ast/walk.js";
import type { FunctionInfo } from "./bindings.js";

/**
 * The returns of a machine whose value is awaited: those of async generators. An async function's promise follows
 * what is returned. An arrow's expression becomes a statement.
 */
export function tailsOf({ node, kind }: FunctionInfo): Map<t.Node, t.AwaitExpression> {
  const root = node as t.Function;
  if (!t.isBlockStatement(root.body))
    root.body = t.blockStatement([at(t.returnStatement(root.body), root.body)]);
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

function awaiting(argument: t.Expression): t.AwaitExpression {
  const node = t.awaitExpression(argument);
  node.start = argument.start ?? null;
  node.end = argument.end ?? null;
  if (argument.loc) node.loc = argument.loc;
  return node;
}
