import * as t from "@babel/types";
import { forEachEvaluated } from "../ast/suspends.js";

/** What suspends a machine: its awaits, yields and `for await`s, not those of functions inside it. */
export type Suspension = t.AwaitExpression | t.YieldExpression | t.ForOfStatement;

export function suspensionsOf(root: t.Function): Suspension[] {
  const found: Suspension[] = [];
  const visit = (node: t.Node): void => {
    if (t.isAwaitExpression(node) || t.isYieldExpression(node)) found.push(node);
    if (t.isForOfStatement(node) && node.await) found.push(node);
    forEachEvaluated(node, visit);
  };
  visit(root.body);
  return found;
}
