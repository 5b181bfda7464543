import * as t from "@babel/types";
import { childrenOf, replaceChildren } from "./walk.js";

const TYPE_FIELDS = [
  "typeAnnotation",
  "returnType",
  "typeParameters",
  "typeArguments",
  "superTypeParameters",
  "implements",
  "accessibility",
  "definite",
  "declare",
  "predicate",
  "override",
  "readonly",
];

/** Takes TypeScript's syntax and comments out of a function, in place. What has a meaning at run time (enums) stays, to be refused. */
export function eraseTypes(node: t.Node): void {
  const fields = node as unknown as Record<string, unknown>;
  t.removeComments(node);
  for (const field of TYPE_FIELDS) if (field in fields) fields[field] = undefined;
  if (t.isPattern(node) || t.isIdentifier(node) || t.isRestElement(node)) fields["optional"] = undefined;
  if (t.isFunction(node)) {
    node.params = node.params.filter(
      (parameter) => !t.isIdentifier(parameter, { name: "this" }),
    ) as typeof node.params;
  }
  replaceChildren(node, (child) => (isTypeDeclaration(child) ? [] : unwrap(child)));
  for (const child of childrenOf(node)) eraseTypes(child);
}

function unwrap(node: t.Node): t.Node {
  switch (node.type) {
    case "TSAsExpression":
    case "TSSatisfiesExpression":
    case "TSNonNullExpression":
    case "TSTypeAssertion":
    case "TSInstantiationExpression":
      return unwrap(node.expression);
    default:
      return node;
  }
}

const isTypeDeclaration = (node: t.Node): boolean =>
  t.isTSTypeAliasDeclaration(node) ||
  t.isTSInterfaceDeclaration(node) ||
  t.isTSDeclareFunction(node) ||
  t.isTSDeclareMethod(node) ||
  ((t.isVariableDeclaration(node) || t.isClassDeclaration(node) || t.isTSEnumDeclaration(node)) &&
    node.declare === true);
