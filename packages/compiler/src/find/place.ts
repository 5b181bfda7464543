import * as t from "@babel/types";
import { staticKey } from "../ast/terms.js";

/** Where a function stands: at module level, or inside a function or block; and the names on the way. */
export type Place =
  | { readonly kind: "module"; readonly path: readonly string[]; readonly class: t.Class | null }
  | { readonly kind: "nested"; readonly path: readonly string[] };

/** Reads the place from the ancestors: names of variables, properties, classes, exports and assignments on the way. */
export function placeOf(ancestors: readonly t.Node[]): Place {
  const path: string[] = [];
  let around: t.Class | null = null;
  let isNested = false;
  for (const node of ancestors) {
    if (t.isFunction(node) || t.isStaticBlock(node) || (t.isStatement(node) && !isTransparent(node)))
      isNested = true;
    const name = nameOf(node);
    if (name !== undefined) path.push(name);
    if (t.isClass(node)) around = node;
  }
  return isNested ? { kind: "nested", path } : { kind: "module", path, class: around };
}

const isTransparent = (node: t.Node): boolean =>
  t.isExportNamedDeclaration(node) ||
  t.isExportDefaultDeclaration(node) ||
  t.isVariableDeclaration(node) ||
  t.isClassDeclaration(node) ||
  t.isExpressionStatement(node) ||
  t.isTSExportAssignment(node);

function nameOf(node: t.Node): string | undefined {
  if (t.isVariableDeclarator(node)) return t.isIdentifier(node.id) ? node.id.name : undefined;
  if (t.isClassDeclaration(node) || t.isFunctionDeclaration(node)) return node.id?.name;
  if (t.isObjectMethod(node) || t.isClassMethod(node)) return methodName(node);
  if (t.isObjectProperty(node)) return staticKey(node.key, node.computed);
  if (t.isClassPrivateProperty(node)) return `${node.static ? "static " : ""}#${node.key.id.name}`;
  if (t.isClassProperty(node)) {
    const name = staticKey(node.key, node.computed === true);
    return name !== undefined && node.static ? `static ${name}` : name;
  }
  if (t.isExportDefaultDeclaration(node) || t.isTSExportAssignment(node)) return "default";
  if (t.isAssignmentExpression(node)) {
    if (t.isIdentifier(node.left)) return node.left.name;
    if (!t.isMemberExpression(node.left)) return undefined;
    return staticKey(node.left.property, node.left.computed);
  }
  return undefined;
}

/** A method's name in a path: `pay`, `static of`, `#own`, `[Symbol.iterator]`; undefined where its key is not known. */
export function methodName(node: t.Method): string | undefined {
  const name = keyName(node);
  return name !== undefined && !t.isObjectMethod(node) && node.static ? `static ${name}` : name;
}

function keyName(node: t.Method): string | undefined {
  if (t.isClassPrivateMethod(node)) return `#${node.key.id.name}`;
  return isWellKnownSymbol(node)
    ? `[Symbol.${((node.key as t.MemberExpression).property as t.Identifier).name}]`
    : staticKey(node.key, node.computed);
}

/** `[Symbol.iterator]` and its like: the same whenever it is evaluated. */
const isWellKnownSymbol = ({ key, computed }: t.ObjectMethod | t.ClassMethod): boolean =>
  computed === true &&
  t.isMemberExpression(key) &&
  !key.computed &&
  t.isIdentifier(key.object, { name: "Symbol" });
