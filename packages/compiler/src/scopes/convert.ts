import * as t from "@babel/types";
import type { Analysis } from "../analyse/analysis.js";
import { at, id } from "../ast/build.js";
import { replaceChildren } from "../ast/walk.js";
import { isInParameters, place, read } from "./access.js";
import { convertAssignment, convertUpdate } from "./convert-assignment.js";
import { convertStatements, initialScope, openScope } from "./convert-block.js";
import { convertClosure } from "./convert-closure.js";
import { bindingsOf, capturesAny, convertDeclaration } from "./convert-declaration.js";
import { convertFor, convertForEach, wrap } from "./convert-loop.js";
import { convertParameter, convertTarget } from "./convert-pattern.js";
import type { ClosureCode, Conversion } from "./conversion.js";
import { Names } from "./names.js";
import { decideStorages } from "./storage.js";

/** A durable function without closures: what they captured lives in scope objects, their code stands apart. */
export interface Converted {
  readonly analysis: Analysis;
  readonly params: t.Function["params"];
  readonly body: readonly t.Statement[];
  readonly closures: readonly ClosureCode[];
  readonly names: Names;
  /** Variables of the machine that `bind` fills: parameters, and the scope object of captured ones. */
  readonly entry: readonly (readonly [name: string, value: t.Expression])[];
  /** The machine's `var`s: undefined at entry. */
  readonly vars: readonly string[];
  /** Variables that nothing reassigns: reading one later gives the same. */
  readonly constants: ReadonlySet<string>;
  /** Whether a rewritten node is the durable context. */
  isContext(node: t.Node): boolean;
}

/** Closure conversion, AST to AST. Works in place: the function's own nodes are used up. */
export function convertScopes(analysis: Analysis, runtime: string, taken: Iterable<string>): Converted {
  const { fn, bindings, context } = analysis;
  const names = new Names(taken);
  const storages = decideStorages(fn.node, bindings, names);
  const conversion: Conversion = {
    analysis,
    bindings,
    storages,
    names,
    runtime,
    closures: [],
    wrappers: new WeakSet(),
    convert: (node) => convertNode(node, conversion),
  };
  for (const parameter of fn.node.params) convertParameter(parameter, conversion);
  const block = fn.node.body as t.BlockStatement;
  const body = convertStatements(block.body, bindings.scopes.get(block), conversion);

  const scope = bindings.scopes.get(fn.node)!;
  const entry: [string, t.Expression][] = [];
  const vars: string[] = [];
  for (const binding of scope.bindings.values()) {
    const storage = storages.of(binding);
    if (storage.kind !== "local") continue;
    if (binding.kind === "param") entry.push([storage.name, id(binding.name)]);
    else vars.push(storage.name);
  }
  const variable = storages.scopeVariable(scope);
  if (variable !== undefined) entry.push([variable, initialScope(scope, conversion)]);
  const contextPlace = context && place(context, conversion);
  return {
    analysis,
    params: fn.node.params,
    body,
    closures: conversion.closures,
    names,
    entry,
    vars,
    constants: constantsOf(conversion),
    isContext: (node) => contextPlace !== null && t.isNodesEquivalent(node, contextPlace),
  };
}

function constantsOf({ bindings, storages }: Conversion): Set<string> {
  const constants = new Set<string>();
  for (const scope of bindings.scopes.values()) {
    if (scope.fn !== bindings.root) continue;
    for (const binding of scope.bindings.values()) {
      const storage = storages.of(binding);
      if (storage.kind !== "local" || binding.kind === "var") continue;
      if (binding.references.every(({ role }) => role === "read")) constants.add(storage.name);
    }
    const variable = storages.scopeVariable(scope);
    if (variable !== undefined) constants.add(variable);
  }
  return constants;
}

function convertNode(node: t.Node, conversion: Conversion): t.Node | t.Node[] {
  const { bindings } = conversion;
  const recurse = (): t.Node => {
    replaceChildren(node, conversion.convert);
    return node;
  };
  switch (node.type) {
    case "Identifier": {
      const use = bindings.references.get(node);
      if (use?.binding) return read(use, conversion);
      const declared = bindings.declared.get(node);
      return declared ? convertTarget(node, conversion) : node;
    }
    case "JSXIdentifier":
      return convertElementName(node, conversion);
    case "AssignmentExpression":
      return convertAssignment(node, conversion);
    case "UpdateExpression":
      return convertUpdate(node, conversion);
    case "VariableDeclaration":
      return convertDeclaration(node, conversion);
    case "FunctionDeclaration":
    case "FunctionExpression":
    case "ArrowFunctionExpression":
      return bindings.functions.get(node)!.parent!.native ? recurse() : convertClosure(node, conversion);
    case "ObjectMethod":
      if (bindings.functions.get(node)!.parent!.native) return recurseMember(node, conversion);
      return at(
        t.objectProperty(t.cloneNode(node.key), convertClosure(node, conversion), node.computed),
        node,
      );
    case "BlockStatement":
      node.body = convertStatements(node.body, bindings.scopes.get(node), conversion);
      return node;
    case "ForStatement":
      return convertFor(node, conversion);
    case "ForOfStatement":
    case "ForInStatement":
      return convertForEach(node, conversion);
    case "SwitchStatement":
      return convertSwitch(node, conversion);
    case "CatchClause":
      return convertCatch(node, conversion);
    case "LabeledStatement":
      return convertLabel(node, conversion);
    case "CallExpression":
    case "OptionalCallExpression":
    case "TaggedTemplateExpression":
      return convertCall(node, conversion);
    case "ObjectProperty":
      return recurseMember(node, conversion);
    case "MemberExpression":
    case "OptionalMemberExpression":
      node.object = conversion.convert(node.object) as t.Expression;
      if (node.computed) node.property = conversion.convert(node.property) as t.Expression;
      return node;
    case "ClassMethod":
    case "ClassPrivateMethod":
    case "ClassProperty":
    case "ClassPrivateProperty":
      return recurseMember(node, conversion);
    case "BreakStatement":
    case "ContinueStatement":
    case "MetaProperty":
      return node;
    default:
      return recurse();
  }
}

/** A property, method or field: its key is code only where it is computed. */
function recurseMember(node: t.Node, conversion: Conversion): t.Node {
  const { key, computed } = node as { key?: t.Node; computed?: boolean };
  replaceChildren(node, (child) => (child === key && !computed ? child : conversion.convert(child)));
  if (t.isObjectProperty(node)) {
    // `{ __proto__ }` defines a property; written out it would set the prototype.
    if (node.shorthand && t.isIdentifier(key, { name: "__proto__" })) {
      node.key = t.stringLiteral("__proto__");
      node.computed = true;
    }
    node.shorthand =
      !node.computed && t.isIdentifier(node.key) && t.isIdentifier(node.value, { name: node.key.name });
  }
  return node;
}

/** A captured function called by its plain name keeps `this` undefined: `(0, $scope_f.f)(x)`. */
function convertCall(
  node: t.CallExpression | t.OptionalCallExpression | t.TaggedTemplateExpression,
  conversion: Conversion,
): t.Node {
  const plain = t.isIdentifier(t.isTaggedTemplateExpression(node) ? node.tag : node.callee);
  replaceChildren(node, conversion.convert);
  const detach = (callee: t.Node): t.Expression =>
    t.isMemberExpression(callee)
      ? t.sequenceExpression([t.numericLiteral(0), callee])
      : (callee as t.Expression);
  if (plain && t.isTaggedTemplateExpression(node)) node.tag = detach(node.tag);
  else if (plain && !t.isTaggedTemplateExpression(node)) node.callee = detach(node.callee);
  return node;
}

function convertElementName(node: t.JSXIdentifier, conversion: Conversion): t.Node {
  const use = conversion.bindings.references.get(node);
  if (!use?.binding || isInParameters(use)) return node;
  const storage = conversion.storages.of(use.binding);
  if (storage.kind !== "scope") return t.jsxIdentifier(storage.name);
  const scope = conversion.storages.scopeVariable(use.binding.scope)!;
  return t.jsxMemberExpression(t.jsxIdentifier(scope), t.jsxIdentifier(storage.name));
}

function convertSwitch(node: t.SwitchStatement, conversion: Conversion): t.Node {
  const scope = conversion.bindings.scopes.get(node)!;
  node.discriminant = conversion.convert(node.discriminant) as t.Expression;
  const all = node.cases.flatMap((part) => part.consequent);
  const functions = all.filter((statement) => t.isFunctionDeclaration(statement));
  const before = convertStatements(functions, scope, conversion);
  for (const part of node.cases) {
    if (part.test) part.test = conversion.convert(part.test) as t.Expression;
    const rest = part.consequent.filter(
      (statement) => !functions.includes(statement as t.FunctionDeclaration),
    );
    part.consequent = convertStatements(rest, undefined, conversion);
  }
  return before.length ? wrap([...before, node], conversion) : node;
}

function convertCatch(node: t.CatchClause, conversion: Conversion): t.Node {
  const { param } = node;
  if (!param) {
    replaceChildren(node, conversion.convert);
    return node;
  }
  const entry: t.Statement[] = [];
  if (capturesAny(param, conversion)) {
    const hint = bindingsOf(param, conversion)
      .map(({ name }) => name)
      .join("_");
    const error = conversion.names.fresh(`$error_${hint.slice(0, 40)}`);
    const declarator = t.variableDeclarator(param as t.LVal as t.Identifier, id(error));
    entry.push(...openScope(conversion.bindings.scopes.get(node)!, conversion));
    entry.push(...convertDeclaration(at(t.variableDeclaration("let", [declarator]), param), conversion));
    node.param = id(error);
  } else node.param = convertTarget(param, conversion) as typeof param;
  const body = conversion.convert(node.body) as t.BlockStatement;
  node.body = entry.length ? at(t.blockStatement([...entry, ...body.body]), body) : body;
  return node;
}

function convertLabel(node: t.LabeledStatement, conversion: Conversion): t.Node | t.Node[] {
  const body = conversion.convert(node.body);
  if (Array.isArray(body)) {
    if (body.length === 0) return t.emptyStatement();
    node.body = body.length === 1 ? (body[0] as t.Statement) : t.blockStatement(body as t.Statement[]);
    return node;
  }
  if (t.isBlockStatement(body) && conversion.wrappers.has(body)) {
    node.body = body.body.pop()!;
    body.body.push(node);
    return body;
  }
  node.body = body as t.Statement;
  return node;
}
