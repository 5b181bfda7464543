import type * as t from "@babel/types";
import { forEachChild } from "./walk.js";

/** Whether a function that contains the node is suspended by it, itself and not by a function inside it. */
export function containsAwait(node: t.Node): boolean {
  return suspensionFinder()(node);
}

/** Finds what suspends, with a memory, for passes that ask again and again about a tree that no longer changes. */
export function suspensionFinder(awaitsReturns = false): (node: t.Node) => boolean {
  // Of what does not suspend only what was asked about: to remember all of it costs more than to search it twice.
  const known = new Map<t.Node, boolean>();
  let found = false;
  const search = (node: t.Node): void => {
    if (found) return;
    const before = known.get(node);
    found = before ?? suspends(node, awaitsReturns);
    if (!found && before === undefined) forEachEvaluated(node, search);
    if (found) known.set(node, true);
  };
  return (node) => {
    found = false;
    search(node);
    if (!found) known.set(node, false);
    return found;
  };
}

/** An async generator awaits what it returns. */
function suspends(node: t.Node, awaitsReturns: boolean): boolean {
  switch (node.type) {
    case "AwaitExpression":
    case "YieldExpression":
      return true;
    case "ForOfStatement":
      return node.await;
    case "ReturnStatement":
      return awaitsReturns && !!node.argument;
    default:
      return false;
  }
}

/** Visits what the function around a node evaluates of it: of a class its base and keys, of a method its key. */
export function forEachEvaluated(node: t.Node, visit: (child: t.Node) => void): void {
  switch (node.type) {
    case "ClassDeclaration":
    case "ClassExpression":
      if (node.superClass) visit(node.superClass);
      for (const part of node.body.body) visitKey(part, visit);
      return;
    case "FunctionDeclaration":
    case "FunctionExpression":
    case "ArrowFunctionExpression":
      return;
    case "ObjectMethod":
    case "ClassMethod":
    case "ClassPrivateMethod":
      return visitKey(node, visit);
    default:
      return forEachChild(node, visit);
  }
}

export function evaluatedParts(node: t.Node): t.Node[] {
  const parts: t.Node[] = [];
  forEachEvaluated(node, (part) => void parts.push(part));
  return parts;
}

function visitKey(node: t.Node, visit: (child: t.Node) => void): void {
  if ("computed" in node && node.computed === true && "key" in node) visit(node.key as t.Node);
}
