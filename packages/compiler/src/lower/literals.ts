import * as t from "@babel/types";
import { at } from "../ast/build.js";
import { staticKey } from "../ast/terms.js";
import { lowerExpression, lowerOperands } from "./expressions.js";
import { runtimeCall } from "./iterations.js";
import type { Lowering } from "./lowering.js";

export function lowerArray(lowering: Lowering, node: t.ArrayExpression): t.Expression {
  const elements = lowerOperands(lowering, node.elements as (t.Expression | t.SpreadElement | null)[]);
  return at(t.arrayExpression(elements), node);
}

/** Keys and values before the last `await` are evaluated in order and kept; the object is made at the end. */
export function lowerObject(lowering: Lowering, node: t.ObjectExpression): t.Expression {
  const last = node.properties.findLastIndex((entry) => lowering.awaits(entry));
  node.properties.forEach((entry, index) => {
    if (index > last) return;
    const isLast = index === last;
    if (t.isSpreadElement(entry)) {
      const value = lowerExpression(lowering, entry.argument);
      entry.argument = isLast
        ? value
        : lowering.spill(t.objectExpression([t.spreadElement(value)]), entry.argument);
      return;
    }
    if (!t.isObjectProperty(entry)) throw new Error(`The lowering does not know ${entry.type} in an object.`);
    const source = entry.value as t.Expression;
    if (entry.computed)
      entry.key = lowerKey(lowering, entry.key as t.Expression, isLast && !lowering.awaits(source));
    const value = lowerExpression(lowering, source);
    entry.value = isLast ? value : lowering.spill(value, t.isIdentifier(entry.key) ? entry.key : source);
    entry.shorthand = false;
  });
  return node;
}

/** A computed key becomes a property key (calling `toString` where it must) before its value is evaluated. */
function lowerKey(lowering: Lowering, key: t.Expression, isLast: boolean): t.Expression {
  const source = t.cloneNode(key);
  const value = lowerExpression(lowering, key);
  if (isLast || staticKey(value, true) !== undefined) return value;
  if (isPrimitive(value)) return lowering.spill(value, source);
  return lowering.spill(runtimeCall(lowering, "key", value), source);
}

const isPrimitive = (node: t.Expression): boolean =>
  t.isTemplateLiteral(node) ||
  t.isLiteral(node) ||
  (t.isBinaryExpression(node, { operator: "+" }) &&
    isPrimitive(node.left as t.Expression) &&
    isPrimitive(node.right));
