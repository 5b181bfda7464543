import * as t from "@babel/types";
import type { Analysis } from "../analyse/analysis.js";
import { at, call, id, member, number, sequence, statement, text, undefinedValue } from "../ast/build.js";
import { replaceChildren } from "../ast/walk.js";
import { isInParameters, read } from "./access.js";
import { convertAssignment, convertUpdate } from "./convert-assignment.js";
import { convertBindCall } from "./convert-bind-call.js";
import { convertStatements, openScope } from "./convert-block.js";
import { convertMachine } from "./convert-machine.js";
import { convertClass, convertClassDeclaration } from "./convert-class.js";
import { convertBody, convertClosure, scopesReachedFrom } from "./convert-closure.js";
import { bindingsOf, capturesAny, convertDeclaration } from "./convert-declaration.js";
import { convertIteratorCall } from "./convert-iterator-call.js";
import { convertFor, convertForEach, wrap } from "./convert-loop.js";
import { asProperty, convertObject } from "./convert-object.js";
import { convertTarget } from "./convert-pattern.js";
import { convertNewPromise, promiseReceiver } from "./convert-promise-call.js";
import { convertPrivateCall, convertPrivateIn, convertPrivateMember } from "./convert-private.js";
import { convertProxy, convertRevocable } from "./convert-proxy.js";
import {
  convertDeleteSuper,
  convertOptionalSuperCall,
  convertSuperCall,
  convertSuperMember,
} from "./convert-super.js";
import { convertTaggedTemplate } from "./convert-template.js";
import type { ClosureCode, Conversion, Converted, TemplateCode } from "./conversion.js";
import type { Symbols } from "../lower/lowering.js";
import { Names } from "./names.js";
import { decideStorages } from "./storage.js";

/** What a durable function becomes: its own machine, where it is one, and the code of its closures. */
export interface ConvertedFunction {
  readonly root: Converted | null;
  readonly closures: readonly ClosureCode[];
  readonly templates: readonly TemplateCode[];
}

/** Closure conversion, AST to AST. Works in place: the function's own nodes are used up. */
export function convertScopes(
  analysis: Analysis,
  { runtime, turn, class: className }: Pick<Symbols, "runtime" | "turn" | "class">,
  taken: ReadonlySet<string>,
  shared: Names,
): ConvertedFunction {
  const { fn, bindings, hash } = analysis;
  const names = new Names(taken);
  const conversion: Conversion = {
    analysis,
    bindings,
    storages: decideStorages(bindings, analysis.suspending, names),
    names,
    shared,
    runtime,
    turn,
    class: className,
    closures: [],
    templates: [],
    captured: new Map(),
    temps: new Map(),
    wrappers: new Set(),
    usedAtOnce: new Set(),
    convert: (node) => convertNode(node, conversion),
  };
  const { closures, templates } = conversion;
  if (fn.kind === "decorator") {
    convertBody(fn.node, bindings.root, conversion);
    return { root: null, closures, templates };
  }
  const captured = scopesReachedFrom(new Set([bindings.root]), conversion).map((scope) =>
    conversion.storages.scopeVariable(scope)!,
  );
  const root = convertMachine(bindings.root, { id: fn.id, hash, name: fn.name }, captured, conversion);
  return { root, closures, templates };
}

function recurse(node: t.Node, conversion: Conversion): t.Node {
  replaceChildren(node, conversion.convert);
  return node;
}

function convertNode(node: t.Node, conversion: Conversion): t.Node | t.Node[] {
  const { bindings } = conversion;
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
      return convertFunction(node, conversion);
    case "ClassDeclaration":
    case "ClassExpression":
      if (bindings.scopes.get(node)!.fn.native) return recurse(node, conversion);
      return t.isClassDeclaration(node)
        ? convertClassDeclaration(node, conversion)
        : convertClass(node, conversion);
    case "ObjectExpression":
      return bindings.scopes.get(node)!.fn.native
        ? recurse(node, conversion)
        : convertObject(node, conversion);
    case "AwaitExpression":
    case "SpreadElement":
      conversion.usedAtOnce.add(node.argument);
      return recurse(node, conversion);
    case "NewExpression":
      return (
        convertProxy(node, conversion) ?? convertNewPromise(node, conversion) ?? recurse(node, conversion)
      );
    case "UnaryExpression":
      return convertDeleteSuper(node, conversion) ?? recurse(node, conversion);
    case "BinaryExpression":
      return convertPrivateIn(node, conversion) ?? recurse(node, conversion);
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
    case "TaggedTemplateExpression":
      return convertTaggedTemplate(node, conversion);
    case "CallExpression":
    case "OptionalCallExpression":
      return convertCall(node, conversion);
    case "MemberExpression":
    case "OptionalMemberExpression":
      return convertMember(node, conversion);
    case "ObjectProperty":
    case "ObjectMethod":
    case "ClassMethod":
    case "ClassPrivateMethod":
    case "ClassProperty":
    case "ClassPrivateProperty":
      return recurseMember(node, conversion);
    case "MetaProperty":
      return convertMetaProperty(node, conversion);
    case "BreakStatement":
    case "ContinueStatement":
      return node;
    default:
      return recurse(node, conversion);
  }
}

/** `new.target` of a function around an arrow is captured; that of an async function or generator is undefined. */
function convertMetaProperty(node: t.MetaProperty, conversion: Conversion): t.Node {
  const use = conversion.bindings.references.get(node);
  if (!use) return node;
  return use.binding ? read(use, conversion) : undefinedValue();
}

/** A property, method or field: its key is code only where it is computed. */
function recurseMember(node: t.Node, conversion: Conversion): t.Node {
  const { key, computed } = node as { key?: t.Node; computed?: boolean };
  replaceChildren(node, (child) => (child === key && !computed ? child : conversion.convert(child)));
  return t.isObjectProperty(node) ? asProperty(node) : node;
}

/** A function is a closure, unless it is left as it is or has to stay in its constructor. */
function convertFunction(
  node: t.FunctionDeclaration | t.FunctionExpression | t.ArrowFunctionExpression,
  conversion: Conversion,
): t.Node {
  const info = conversion.bindings.functions.get(node)!;
  if (info.parent!.native) replaceChildren(node, conversion.convert);
  else if (info.inline) convertBody(node, info, conversion);
  else return convertClosure(node, conversion);
  return node;
}

function convertMember(
  node: t.MemberExpression | t.OptionalMemberExpression,
  conversion: Conversion,
): t.Node {
  const special =
    convertPrivateMember(node, conversion) ??
    (t.isMemberExpression(node) ? convertSuperMember(node, conversion) : null);
  if (special) return special;
  node.object = conversion.convert(node.object) as t.Expression;
  if (node.computed) node.property = conversion.convert(node.property) as t.Expression;
  return node;
}

/** A captured function called by its plain name keeps `this` undefined: `(0, $scope_f.f)(x)`. */
function convertCall(node: t.CallExpression | t.OptionalCallExpression, conversion: Conversion): t.Node {
  const special =
    convertPrivateCall(node, conversion) ??
    (t.isCallExpression(node)
      ? (convertSuperCall(node, conversion) ??
        convertIteratorCall(node, conversion) ??
        convertBindCall(node, conversion) ??
        convertRevocable(node, conversion))
      : convertOptionalSuperCall(node, conversion));
  if (special) return special;
  const plain = t.isIdentifier(node.callee) ? node.callee.name : null;
  const promises = promiseReceiver(node, conversion);
  replaceChildren(node, conversion.convert);
  // A check for its dead zone would name itself where there is nothing to call.
  if (plain !== null && t.isCallExpression(node) && t.isCallExpression(node.callee))
    return checkedCall(node, node.callee, plain, conversion);
  if (promises) (node.callee as t.MemberExpression).object = promises;
  if (plain !== null && t.isMemberExpression(node.callee)) node.callee = sequence([number(0), node.callee]);
  return node;
}

function checkedCall(
  node: t.CallExpression,
  callee: t.Expression,
  name: string,
  { runtime }: Conversion,
): t.Expression {
  const args = t.arrayExpression(node.arguments as t.Expression[]);
  return at(call(member(id(runtime), "invoke"), callee, undefinedValue(), args, text(name)), node);
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
  // Without a place of its own: no breakpoint of the author stands there.
  if (t.isIdentifier(node.param))
    entry.unshift(statement(call(member(id(conversion.runtime), "said"), id(node.param.name))));
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
