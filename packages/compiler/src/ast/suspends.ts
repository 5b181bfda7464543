import * as t from "@babel/types";
import { forEachChild } from "./walk.js";

/** Whether a function that contains the node is suspended by it, itself and not by a function inside it. */
export function containsAwait(node: t.Node): boolean {
  return suspensionFinder()(node);
}

/** Finds what suspends, with a memory, for passes that ask again and again about a tree that no longer changes. */
export function suspensionFinder(awaitsReturns = false): (node: t.Node) => boolean {
  const known = new Map<t.Node, boolean>();
  const find = (node: t.Node): boolean => {
    const before = known.get(node);
    if (before !== undefined) return before;
    let found = suspends(node, awaitsReturns);
    if (!found) forEachEvaluated(node, (child) => void (found = find(child) || found));
    known.set(node, found);
    return found;
  };
  return find;
}

/** An async generator awaits what it returns. */
function suspends(node: t.Node, awaitsReturns: boolean): boolean {
  if (t.isAwaitExpression(node) || t.isYieldExpression(node)) return true;
  if (t.isForOfStatement(node) && node.await) return true;
  return awaitsReturns && t.isReturnStatement(node) && !!node.argument;
}

/** Visits what the function around a node evaluates of it: of a class its base and keys, of a method its key. */
export function forEachEvaluated(node: t.Node, visit: (child: t.Node) => void): void {
  if (t.isClass(node)) {
    if (node.superClass) visit(node.superClass);
    node.body.body.flatMap(keyOf).forEach(visit);
  } else if (t.isFunction(node)) keyOf(node).forEach(visit);
  else forEachChild(node, visit);
}

export function evaluatedParts(node: t.Node): t.Node[] {
  const parts: t.Node[] = [];
  forEachEvaluated(node, (part) => void parts.push(part));
  return parts;
}

const keyOf = (node: t.Node): t.Node[] =>
  "computed" in node && node.computed === true && "key" in node ? [node.key as t.Node] : [];
