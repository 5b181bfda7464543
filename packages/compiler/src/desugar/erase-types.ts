import * as t from "@babel/types";
import { replaceChildren } from "../ast/walk.js";

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

const known = new Map<string, readonly string[]>();

function typeFieldsOf(type: string): readonly string[] {
  const before = known.get(type);
  if (before) return before;
  const fields = t.NODE_FIELDS[type] ?? {};
  const found = TYPE_FIELDS.filter((field) => field in fields);
  // Elsewhere `optional` is a part of a chain.
  if (/Pattern$|^Identifier$|^RestElement$/.test(type)) found.push("optional");
  known.set(type, found);
  return found;
}

/** Takes TypeScript's syntax out of a function, in place. What has a meaning at run time (enums) stays, to be refused. */
export function eraseTypes(node: t.Node): void {
  const fields = node as unknown as Record<string, unknown>;
  for (const field of typeFieldsOf(node.type)) if (fields[field] !== undefined) fields[field] = undefined;
  if (t.isClass(node)) assignParameterProperties(node);
  if (t.isFunction(node)) {
    node.params = node.params.filter(
      (parameter) => !t.isIdentifier(parameter, { name: "this" }),
    ) as typeof node.params;
  }
  replaceChildren(node, erased);
}

function erased(node: t.Node): t.Node | [] {
  if (isTypeDeclaration(node)) return [];
  const inner = unwrap(node);
  eraseTypes(inner);
  return inner;
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
    if (parameter.decorators) target.decorators = parameter.decorators;
    return target;
  });
  if (assigned.length === 0) return;
  const { body } = constructor.body;
  const superCall = body.findIndex(
    (part) =>
      t.isExpressionStatement(part) &&
      t.isCallExpression(part.expression) &&
      t.isSuper(part.expression.callee),
  );
  body.splice(superCall + 1, 0, ...assigned);
}

function isTypeDeclaration(node: t.Node): boolean {
  switch (node.type) {
    case "TSIndexSignature":
    case "TSTypeAliasDeclaration":
    case "TSInterfaceDeclaration":
    case "TSDeclareFunction":
    case "TSDeclareMethod":
      return true;
    case "ClassMethod":
      return node.abstract === true && !node.body;
    case "ClassProperty":
      return node.abstract === true || node.declare === true;
    case "VariableDeclaration":
    case "ClassDeclaration":
    case "TSEnumDeclaration":
      return node.declare === true;
    default:
      return false;
  }
}
