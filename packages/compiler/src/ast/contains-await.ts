import * as t from "@babel/types";
import { childrenOf } from "./walk.js";

/** Whether a node awaits, itself and not in a function inside it. */
export function containsAwait(node: t.Node): boolean {
  if (t.isAwaitExpression(node)) return true;
  if (t.isFunction(node) || t.isClass(node)) return false;
  for (const child of childrenOf(node)) if (containsAwait(child)) return true;
  return false;
}

/** The same with a memory, for passes that ask again and again about a tree that no longer changes. */
export function awaitFinder(): (node: t.Node) => boolean {
  const known = new WeakMap<t.Node, boolean>();
  const find = (node: t.Node): boolean => {
    const before = known.get(node);
    if (before !== undefined) return before;
    let found = t.isAwaitExpression(node);
    if (!found && !t.isFunction(node) && !t.isClass(node)) {
      for (const child of childrenOf(node)) found = find(child) || found;
    }
    known.set(node, found);
    return found;
  };
  return find;
}
