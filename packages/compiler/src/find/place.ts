import * as t from "@babel/types";
import { staticKey } from "../ast/terms.js";

/** Where a function stands: at module level, or why it cannot be durable there. */
export type Place =
  | { readonly kind: "module"; readonly path: readonly string[] }
  | { readonly kind: "nested"; readonly inside: t.Function | null }
  | { readonly kind: "class" };

/** Reads the place from the ancestors: names of variables, properties, exports and assignments on the way. */
export function placeOf(ancestors: readonly t.Node[]): Place {
  const path: string[] = [];
  for (const node of ancestors) {
    if (t.isClass(node)) return { kind: "class" };
    if (t.isFunction(node)) return { kind: "nested", inside: node };
    if (t.isStatement(node) && !isTransparent(node)) return { kind: "nested", inside: null };
    const name = nameOf(node);
    if (name !== undefined) path.push(name);
  }
  return { kind: "module", path };
}

const isTransparent = (node: t.Node): boolean =>
  t.isExportNamedDeclaration(node) ||
  t.isExportDefaultDeclaration(node) ||
  t.isVariableDeclaration(node) ||
  t.isExpressionStatement(node) ||
  t.isTSExportAssignment(node);

function nameOf(node: t.Node): string | undefined {
  if (t.isVariableDeclarator(node)) return t.isIdentifier(node.id) ? node.id.name : undefined;
  if (t.isObjectProperty(node)) return staticKey(node.key, node.computed);
  if (t.isExportDefaultDeclaration(node) || t.isTSExportAssignment(node)) return "default";
  if (t.isAssignmentExpression(node)) {
    if (t.isIdentifier(node.left)) return node.left.name;
    if (!t.isMemberExpression(node.left)) return undefined;
    return staticKey(node.left.property, node.left.computed);
  }
  return undefined;
}
