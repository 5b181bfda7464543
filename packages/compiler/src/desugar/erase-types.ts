import * as t from "@babel/types";
import { kindsOf, numberOf } from "../ast/kinds.js";
import { Tree } from "../ast/tree.js";
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

const TYPES = kindsOf(
  "TSType",
  "TSTypeAnnotation",
  "TSTypeParameterDeclaration",
  "TSTypeParameterInstantiation",
);

const SUSPECTS = kindsOf(
  "TypeScript",
  "Function",
  "Class",
  "ClassProperty",
  "ClassPrivateProperty",
  "ClassAccessorProperty",
  "VariableDeclaration",
  "VariableDeclarator",
  "Decorator",
);

/**
 * Takes TypeScript's syntax out of a function, in place. What has a meaning at run time (enums) stays, to be refused.
 * Gives the code that remains.
 */
export function eraseTypes(tree: Tree): Tree {
  let isReshaped = false;
  tree.find(SUSPECTS, (node, place) => {
    const parent = tree.parentOf(place);
    if (parent && isTypeDeclaration(node)) {
      replaceChildren(parent, (child) => (child === node ? [] : child));
      tree.takeOut(place);
      return false;
    }
    const inner = unwrap(node);
    if (parent && inner !== node) {
      replaceChildren(parent, (child) => (child === node ? inner : child));
      tree.unwrap(place);
      return true;
    }
    if (parent && TYPES[numberOf(node)] === 1) {
      eraseFields(parent);
      tree.takeOut(place);
      return false;
    }
    // The decorators of a durable method have been taken out of it before.
    if (t.isDecorator(node)) {
      if (!(parent as Decorated).decorators) tree.takeOut(place);
      return true;
    }
    eraseFields(node);
    if (t.isClass(node)) isReshaped = assignParameterProperties(node) || isReshaped;
    if (t.isFunction(node)) isReshaped = eraseParameters(node) || isReshaped;
    return true;
  });
  return isReshaped ? new Tree(tree.root) : tree;
}

interface Decorated {
  readonly decorators?: unknown;
}

function eraseFields(node: t.Node): void {
  const fields = node as unknown as Record<string, unknown>;
  for (const field of typeFieldsOf(node.type)) if (fields[field] !== undefined) fields[field] = undefined;
}

/** Gives whether there was one for the type of `this`. */
function eraseParameters(node: t.Function): boolean {
  node.params.forEach(eraseFields);
  const isThis = (parameter: t.Node): boolean => t.isIdentifier(parameter, { name: "this" });
  if (!node.params.some(isThis)) return false;
  node.params = node.params.filter((parameter) => !isThis(parameter)) as typeof node.params;
  return true;
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

/** `constructor(private x) {}` as a parameter and an assignment. Gives whether there was one. */
function assignParameterProperties(node: t.Class): boolean {
  const constructor = node.body.body.find((part) => t.isClassMethod(part, { kind: "constructor" }));
  if (!t.isClassMethod(constructor)) return false;
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
  if (assigned.length === 0) return false;
  const { body } = constructor.body;
  const superCall = body.findIndex(
    (part) =>
      t.isExpressionStatement(part) &&
      t.isCallExpression(part.expression) &&
      t.isSuper(part.expression.callee),
  );
  body.splice(superCall + 1, 0, ...assigned);
  return true;
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
