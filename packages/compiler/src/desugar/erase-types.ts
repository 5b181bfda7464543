import * as t from "@babel/types";
import { childrenOf, replaceChildren } from "../ast/walk.js";

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
  "abstract",
];

/** Takes TypeScript's syntax and comments out of a function, in place. What has a meaning at run time (enums) stays, to be refused. */
export function eraseTypes(node: t.Node): void {
  const fields = node as unknown as Record<string, unknown>;
  t.removeComments(node);
  for (const field of TYPE_FIELDS) if (field in fields) fields[field] = undefined;
  if (t.isPattern(node) || t.isIdentifier(node) || t.isRestElement(node)) fields["optional"] = undefined;
  if (t.isClass(node)) assignParameterProperties(node);
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

/** `constructor(private x) {}` as a parameter and an assignment. */
function assignParameterProperties(node: t.Class): void {
  const constructor = node.body.body.find((part) => t.isClassMethod(part, { kind: "constructor" }));
  if (!t.isClassMethod(constructor)) return;
  const assigned: t.Statement[] = [];
  constructor.params = constructor.params.map((parameter) => {
    if (!t.isTSParameterProperty(parameter)) return parameter;
    const target = parameter.parameter;
    const { name } = (t.isAssignmentPattern(target) ? target.left : target) as t.Identifier;
    const field = t.memberExpression(t.thisExpression(), t.identifier(name));
    assigned.push(t.expressionStatement(t.assignmentExpression("=", field, t.identifier(name))));
    return target;
  });
  if (assigned.length === 0) return;
  const { body } = constructor.body;
  const superCall = body.findIndex(
    (part) => t.isExpressionStatement(part) && t.isCallExpression(part.expression) && t.isSuper(part.expression.callee),
  );
  body.splice(superCall + 1, 0, ...assigned);
}

const isTypeDeclaration = (node: t.Node): boolean =>
  t.isTSIndexSignature(node) ||
  ((t.isClassProperty(node) || t.isClassMethod(node)) && node.abstract === true && !("body" in node && node.body)) ||
  (t.isClassProperty(node) && node.declare === true) ||
  t.isTSTypeAliasDeclaration(node) ||
  t.isTSInterfaceDeclaration(node) ||
  t.isTSDeclareFunction(node) ||
  t.isTSDeclareMethod(node) ||
  ((t.isVariableDeclaration(node) || t.isClassDeclaration(node) || t.isTSEnumDeclaration(node)) &&
    node.declare === true);
