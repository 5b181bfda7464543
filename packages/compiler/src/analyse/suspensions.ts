import * as t from "@babel/types";
import { forEachEvaluated } from "../ast/suspends.js";

/** What suspends a machine: its awaits, yields and `for await`s, not those of functions inside it. */
export type Suspension = t.AwaitExpression | t.YieldExpression | t.ForOfStatement;

/** Finds them in a function; each node that holds one, or awaits what it returns, goes into `suspending`. */
export function suspensionsOf(root: t.Function, suspending: Set<t.Node>): Suspension[] {
  const found: Suspension[] = [];
  const awaitsReturns = root.async && root.generator;
  let count = 0;
  const visit = (node: t.Node): void => {
    const before = count;
    if (t.isAwaitExpression(node) || t.isYieldExpression(node) || (t.isForOfStatement(node) && node.await)) {
      found.push(node);
      count++;
    } else if (awaitsReturns && t.isReturnStatement(node) && node.argument) count++;
    forEachEvaluated(node, visit);
    if (count > before) suspending.add(node);
  };
  visit(root.body);
  return found;
}
