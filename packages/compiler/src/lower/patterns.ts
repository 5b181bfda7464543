import * as t from "@babel/types";
import { assign, id, text, undefinedValue } from "../ast/build.js";
import { sourceName } from "../ast/print.js";
import { staticKey } from "../ast/terms.js";
import { branch, lowerEffect, lowerExpression } from "./expressions.js";
import { lowerMember } from "./calls.js";
import { runtimeCall, step } from "./iterations.js";
import type { Lowering } from "./lowering.js";
import { lowerGuarded } from "./regions.js";

/**
 * Destructures step by step a pattern that awaits in a default, a key or a target. `value` is stable; `named` is
 * how the language's own message names it, undefined inside another pattern.
 */
export function lowerPattern(lowering: Lowering, pattern: t.Node, value: t.Expression, named?: string): void {
  switch (pattern.type) {
    case "ObjectPattern":
      return lowerObjectPattern(lowering, pattern, value, named);
    case "ArrayPattern":
      return lowerArrayPattern(lowering, pattern, value, named);
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
    return lowerPattern(lowering, place, lowering.spill(value, target));
  }
  lowerEffect(lowering, assign(place as t.LVal, value));
}

function stablePlace(lowering: Lowering, node: t.MemberExpression): t.MemberExpression {
  // `({ set to(value) { ... } }).to` stands for an assignment that fails.
  if (t.isObjectExpression(node.object)) return node;
  const [object, property] = lowerMember(lowering, node);
  const receiver = t.isSuper(object) ? object : lowering.spill(object);
  return t.memberExpression(receiver, node.computed ? lowering.spill(property) : property, node.computed);
}

function lowerObjectPattern(
  lowering: Lowering,
  pattern: t.ObjectPattern,
  value: t.Expression,
  named: string | undefined,
): void {
  checkDestructurable(lowering, pattern, t.cloneNode(value), named);
  const taken: t.Expression[] = [];
  for (const entry of pattern.properties) {
    if (t.isRestElement(entry)) {
      const rest = runtimeCall(lowering, "objectRest", t.cloneNode(value), t.arrayExpression(taken));
      return lowerElement(lowering, entry.argument, () => rest);
    }
    const key = lowerKey(lowering, entry);
    const computed = entry.computed || !t.isIdentifier(key);
    taken.push(t.cloneNode(!computed && t.isIdentifier(key) ? text(key.name) : key));
    lowerElement(lowering, entry.value, () => t.memberExpression(t.cloneNode(value), key, computed));
  }
}

/** A computed key becomes a string or a symbol once, before anything else of its property. */
function lowerKey(lowering: Lowering, { key, computed }: t.ObjectProperty): t.Expression {
  if (!computed) return t.isNumericLiteral(key) ? text(String(key.value)) : (key as t.Expression);
  const role = sourceName(key);
  const value = lowerExpression(lowering, key as t.Expression);
  if (t.isStringLiteral(value)) return value;
  const temp = lowering.temp(`key_${role}`);
  lowering.assign(temp.name, runtimeCall(lowering, "key", value));
  return id(temp.name);
}

/** Fails where an object pattern meets undefined or null, with the message that the language gives. */
export function checkDestructurable(
  lowering: Lowering,
  { properties }: t.ObjectPattern,
  value: t.Expression,
  named: string | undefined,
): void {
  const [first] = properties;
  const known = t.isObjectProperty(first) && !first.computed ? staticKey(first.key, false) : undefined;
  // Before a default the language reads the property at once, and says so.
  const reads = known !== undefined && t.isObjectProperty(first) && t.isAssignmentPattern(first.value);
  const names = [reads ? undefined : named, known].map((name) =>
    name === undefined ? undefinedValue() : text(name),
  );
  lowering.emit({ kind: "evaluate", value: runtimeCall(lowering, "destructurable", value, ...names) });
}

/** Whatever leaves the pattern closes its iteration. */
function lowerArrayPattern(
  lowering: Lowering,
  pattern: t.ArrayPattern,
  value: t.Expression,
  named: string | undefined,
): void {
  const items = lowering.temp(`of_${sourceName(value)}`);
  const names = named === undefined ? [] : [text(named)];
  lowering.assign(items.name, runtimeCall(lowering, "iterate", t.cloneNode(value), ...names));
  const elements = (): void => {
    for (const element of pattern.elements) {
      if (!element) lowering.emit({ kind: "evaluate", value: step(items, "skip") });
      else if (t.isRestElement(element)) lowerElement(lowering, element.argument, () => step(items, "rest"));
      else lowerElement(lowering, element, () => step(items, "take"));
    }
  };
  const close = (failed: t.Expression): void =>
    lowering.emit({ kind: "evaluate", value: step(items, "close", failed) });
  lowerGuarded(lowering, "close pattern", elements, close);
}
