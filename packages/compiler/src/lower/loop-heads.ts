import * as t from "@babel/types";
import { assign, at, text } from "../ast/build.js";
import { boundIdentifiers } from "../ast/terms.js";
import { lowerEffect } from "./expressions.js";
import { runtimeCall } from "./iterations.js";
import type { Lowering } from "./lowering.js";
import { checkDestructurable, lowerPattern } from "./patterns.js";

/** What the language calls the item of a loop in its messages. */
const ITEM = ".for";

/** Gives the item of an iteration to the head of a loop: a declaration or any target. */
export function lowerHead(lowering: Lowering, left: t.ForXStatement["left"], item: t.Expression): void {
  lowering.scoped(() => {
    if (!t.isVariableDeclaration(left)) return lowerTarget(lowering, left as t.LVal, item, left);
    const pattern = left.declarations[0]!.id as t.LVal;
    for (const { name } of boundIdentifiers(pattern)) lowering.local(name);
    lowerTarget(lowering, pattern, item, left);
  });
}

function lowerTarget(lowering: Lowering, target: t.LVal, item: t.Expression, origin: t.Node): void {
  const give = (value: t.Expression): void => lowerEffect(lowering, at(assign(target, value), origin));
  if (lowering.awaits(target)) {
    // The iteration's value is not part of a snapshot: it is kept before the target awaits.
    const value = lowering.spill(item, target);
    const isPattern = t.isObjectPattern(target) || t.isArrayPattern(target);
    return isPattern ? lowerPattern(lowering, target, value, ITEM) : give(value);
  }
  if (t.isArrayPattern(target)) return give(runtimeCall(lowering, "iterable", item, text(ITEM)));
  if (t.isObjectPattern(target)) checkDestructurable(lowering, target, t.cloneNode(item), ITEM);
  give(item);
}
