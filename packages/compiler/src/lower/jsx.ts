import * as t from "@babel/types";
import { at } from "../ast/build.js";
import { lowerExpression } from "./expressions.js";
import type { Lowering } from "./lowering.js";

type Child = t.JSXElement["children"][number];
type Part = t.JSXAttribute | t.JSXSpreadAttribute | Child;

/**
 * JSX stays JSX, for the build's own transform: `<A b={f()}>{await g()}</A>` as `<A b={$b}>{$g}</A>`. The element's
 * name, its attributes and its children are evaluated in order and kept, up to the last `await`.
 */
export function lowerJsx<T extends t.JSXElement | t.JSXFragment>(lowering: Lowering, node: T): T {
  if (t.isJSXElement(node)) lowerName(lowering, node);
  const attributes: Part[] = t.isJSXElement(node) ? node.openingElement.attributes : [];
  const parts = [...attributes, ...node.children];
  const last = parts.findLastIndex((part) => lowering.awaits(part));
  const lowered = parts.map((part, index) =>
    index > last ? part : lowerPart(lowering, part, index === last),
  );
  if (t.isJSXElement(node))
    node.openingElement.attributes = lowered.splice(0, attributes.length) as (
      t.JSXAttribute | t.JSXSpreadAttribute
    )[];
  node.children = lowered as Child[];
  return node;
}

function lowerPart(lowering: Lowering, part: Part, isLast: boolean): Part {
  switch (part.type) {
    case "JSXText":
      return part;
    case "JSXAttribute":
      if (part.value && !t.isStringLiteral(part.value)) {
        const role = t.isJSXIdentifier(part.name) ? part.name : part.name.name;
        part.value = keep(lowering, part.value, isLast, role.name) as NonNullable<t.JSXAttribute["value"]>;
      }
      return part;
    case "JSXSpreadAttribute":
      part.argument = keepSpread(lowering, part.argument, isLast, (value) =>
        t.objectExpression([t.spreadElement(value)]),
      );
      return part;
    case "JSXSpreadChild":
      part.expression = keepSpread(lowering, part.expression, isLast, (value) =>
        t.arrayExpression([t.spreadElement(value)]),
      );
      return part;
    default:
      return keep(lowering, part, isLast);
  }
}

/** What stands in braces, or an element, which becomes a value in braces where it has to be kept. */
function keep(
  lowering: Lowering,
  part: t.JSXExpressionContainer | t.JSXElement | t.JSXFragment,
  isLast: boolean,
  role?: string,
): t.JSXExpressionContainer | t.JSXElement | t.JSXFragment {
  const source = t.isJSXExpressionContainer(part) ? part.expression : part;
  if (t.isJSXEmptyExpression(source)) return part;
  const named = role ?? (t.isJSXElement(source) ? nameOf(source.openingElement.name) : t.cloneNode(source));
  const value = lowerExpression(lowering, source);
  if (isLast && (t.isJSXElement(value) || t.isJSXFragment(value))) return value;
  return at(t.jsxExpressionContainer(isLast ? value : lowering.spill(value, named)), part);
}

function keepSpread(
  lowering: Lowering,
  argument: t.Expression,
  isLast: boolean,
  copy: (value: t.Expression) => t.Expression,
): t.Expression {
  const source = t.cloneNode(argument);
  const value = lowerExpression(lowering, argument);
  return isLast ? value : lowering.spill(copy(value), source);
}

/** A component is read before its attributes. */
function lowerName(lowering: Lowering, node: t.JSXElement): void {
  const { name } = node.openingElement;
  if (t.isJSXNamespacedName(name) || (t.isJSXIdentifier(name) && /^[a-z]|-/.test(name.name))) return;
  if (isFixed(lowering, name)) return;
  const kept = lowering.spill(valueOf(name), nameOf(name)) as t.Identifier;
  node.openingElement.name = at(t.jsxIdentifier(kept.name), name);
  if (node.closingElement) node.closingElement.name = t.jsxIdentifier(kept.name);
}

/** Whether a name is that of a function, a class or an import, which stays what it is. */
function isFixed(lowering: Lowering, name: t.JSXElement["openingElement"]["name"]): boolean {
  const kind = lowering.outsideKind(name);
  return kind !== null && kind !== "variable" && kind !== "global";
}

function valueOf(name: t.JSXIdentifier | t.JSXMemberExpression): t.Expression {
  if (t.isJSXMemberExpression(name))
    return at(t.memberExpression(valueOf(name.object), t.identifier(name.property.name)), name);
  return name.name === "this" ? t.thisExpression() : at(t.identifier(name.name), name);
}

/** The role of a kept element or component: the last part of its name. */
function nameOf(name: t.JSXElement["openingElement"]["name"]): string {
  if (t.isJSXMemberExpression(name)) return name.property.name;
  return t.isJSXNamespacedName(name) ? name.name.name : name.name.replace(/[^\w$]/g, "_");
}
