import * as t from "@babel/types";
import { assign, call, id, member, statement, undefinedValue } from "../ast/build.js";
import { sourceName } from "../ast/print.js";
import { branch, lowerEffect, lowerExpression } from "./expressions.js";
import { lowerMember } from "./calls.js";
import type { Lowering } from "./lowering.js";

/** Destructures step by step a pattern that awaits in a default, a key or a target. `value` is stable. */
export function lowerPattern(lowering: Lowering, pattern: t.Node, value: t.Expression): void {
  switch (pattern.type) {
    case "ObjectPattern":
      return lowerObjectPattern(lowering, pattern, value);
    case "ArrayPattern":
      return lowerArrayPattern(lowering, pattern, value);
    default:
      return lowerElement(lowering, pattern, () => value);
  }
}

/** One target: its own place is evaluated first, then the value is read, then the default. */
function lowerElement(lowering: Lowering, node: t.Node, read: () => t.Expression): void {
  const target = t.isAssignmentPattern(node) ? node.left : node;
  const fallback = t.isAssignmentPattern(node) ? node.right : null;
  const place = t.isMemberExpression(target) ? stablePlace(lowering, target) : target;
  let value = read();
  if (fallback) {
    const temp = lowering.temp(`value_${sourceName(target)}`);
    lowering.assign(temp.name, value);
    const missing = t.binaryExpression("===", id(temp.name), undefinedValue());
    branch(lowering, missing, () => lowering.assign(temp.name, lowerExpression(lowering, fallback)), null);
    value = id(temp.name);
  }
  if (t.isObjectPattern(place) || t.isArrayPattern(place)) {
    if (!lowering.awaits(place)) return lowerEffect(lowering, assign(place, value));
    return lowerPattern(lowering, place, lowering.spill(value, target));
  }
  lowerEffect(lowering, assign(place as t.LVal, value));
}

function stablePlace(lowering: Lowering, node: t.MemberExpression): t.MemberExpression {
  const [object, property] = lowerMember(lowering, node);
  const receiver = lowering.spill(object);
  return t.memberExpression(receiver, node.computed ? lowering.spill(property) : property, node.computed);
}

function lowerObjectPattern(lowering: Lowering, pattern: t.ObjectPattern, value: t.Expression): void {
  lowering.emit({ kind: "evaluate", value: assign(t.objectPattern([]), t.cloneNode(value)) });
  for (const entry of pattern.properties) {
    if (t.isRestElement(entry)) throw new Error("An object rest beside an await reached the lowering.");
    const key = entry.computed
      ? lowering.spill(lowerExpression(lowering, entry.key as t.Expression))
      : (entry.key as t.Expression);
    const computed = entry.computed || !t.isIdentifier(key);
    lowerElement(lowering, entry.value, () => t.memberExpression(t.cloneNode(value), key, computed));
  }
}

function lowerArrayPattern(lowering: Lowering, pattern: t.ArrayPattern, value: t.Expression): void {
  const items = lowering.temp(`of_${sourceName(value)}`);
  const step = (): t.Expression => call(member(id(items.name), "next"));
  lowering.assign(items.name, call(member(id(lowering.symbols.runtime), "iterate"), t.cloneNode(value)));
  for (const element of pattern.elements) {
    if (!element) lowering.emit({ kind: "evaluate", value: step() });
    else if (t.isRestElement(element)) {
      const rest = lowering.temp(`rest_${sourceName(element.argument)}`);
      lowerElement(lowering, element.argument, () => {
        lowering.assign(rest.name, t.arrayExpression([]));
        const push = call(member(id(rest.name), "push"), member(id(items.name), "value"));
        lowering.emit({ kind: "native", statement: t.whileStatement(step(), statement(push)), exits: [] });
        return id(rest.name);
      });
    } else {
      lowerElement(lowering, element, () => t.sequenceExpression([step(), member(id(items.name), "value")]));
    }
  }
}
