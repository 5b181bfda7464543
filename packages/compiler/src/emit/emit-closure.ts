import * as t from "@babel/types";
import {
  array,
  blockOf,
  call,
  code,
  declared,
  field,
  functionOf,
  id,
  member,
  number,
  objectOf,
  property,
  returned,
  statement,
  text,
} from "../ast/build.js";
import type { CompiledClosure } from "../pipeline.js";

/** `$perdure.closure({ id, hash, scopes, make })`: the code of a closure over the scopes that it is given. */
export function emitClosure(closure: CompiledClosure, runtime: string): t.Statement {
  const { id: closureId, hash, scopes, copies, given, emitted } = closure;
  const parts = objectOf([
    field("id", text(closureId)),
    field("hash", text(hash)),
    field("scopes", array(scopes.map(text))),
    ...(copies > 0 ? [field("copies", number(copies))] : []),
    ...(given.length ? [field("given", number(given.length))] : []),
    ...(closure.isDurable ? [field("durable", t.booleanLiteral(true))] : []),
    ...(emitted ? machineParts(closure, emitted.definition) : [makePart(closure, runtime)]),
  ]);
  return statement(call(code(`${runtime}.closure`), parts));
}

/** The runtime makes the function that starts the machine. */
function machineParts({ node }: CompiledClosure, definition: t.Expression): t.ObjectProperty[] {
  const form = t.isArrowFunctionExpression(node) ? "arrow" : t.isMethod(node) ? "method" : "function";
  return [
    field("form", text(form)),
    field("length", number(lengthOf(node as t.Function))),
    field("machine", definition),
  ];
}

/** A function's `length`: its parameters before the first default or rest. */
export function lengthOf(node: t.Function): number {
  const end = node.params.findIndex((part) => t.isAssignmentPattern(part) || t.isRestElement(part));
  return end < 0 ? node.params.length : end;
}

function makePart(closure: CompiledClosure, runtime: string): t.ObjectMethod | t.ObjectProperty {
  const { node, scopes, given, factory } = closure;
  if (factory !== undefined) return field("make", id(factory));
  const value = t.returnStatement(classInstance(node as t.Class, closure, runtime));
  const body = blockOf([...turnOf(closure, runtime), value]);
  return t.objectMethod("method", id("make"), [...scopes, ...given].map(id), body);
}

/** `function $make_f($scope_a) { return $perdure.made(() => ..., $make_f, $scope_a); }` */
export function emitFactory(closure: CompiledClosure, runtime: string): t.Statement[] {
  const { scopes, factory } = closure;
  if (factory === undefined) return [];
  const body = [...turnOf(closure, runtime), returned(stamped(closure, factory, runtime))];
  return [functionOf(factory, [...scopes], body)];
}

/** A list of one or two scopes would be one object more for each closure. */
function stamped({ node, name, scopes, bindsThis }: CompiledClosure, factory: string, runtime: string) {
  const instance = functionInstance(node as t.Function, name);
  const list = array(scopes.map(id));
  if (bindsThis)
    return call(member(id(runtime), "closureWithThis"), instance, id(factory), t.thisExpression(), list);
  const captured = scopes.length > 2 ? [list] : scopes.map(id);
  const made = call(code(`${runtime}.made`), instance, id(factory), ...captured);
  const hasPrototype = t.isFunctionExpression(node) || t.isFunctionDeclaration(node);
  return hasPrototype ? call(member(id(runtime), "withMembers"), made) : made;
}

/** `const $turn = $perdure.turn();` */
function turnOf({ turn }: CompiledClosure, runtime: string): t.Statement[] {
  if (turn === undefined) return [];
  const state = call(member(id(runtime), "turn"));
  return [declared("const", id(turn), state)];
}

/** The function itself, with the `name` that it has where it is written. */
function functionInstance(node: t.Function, name: string): t.Expression {
  if (t.isMethod(node)) {
    const { params, body } = node;
    const method = t.objectMethod("method", methodKey(name), params as t.ObjectMethod["params"], body);
    return member(t.objectExpression([Object.assign(method, { loc: node.loc })]), name);
  }
  if (t.isFunctionDeclaration(node)) {
    const expression = t.functionExpression(node.id, node.params, node.body, node.generator, node.async);
    return Object.assign(expression, { loc: node.loc });
  }
  const expression = node as t.FunctionExpression | t.ArrowFunctionExpression;
  return t.isFunctionExpression(expression) && expression.id ? expression : withName(expression, name);
}

const methodKey = (name: string): t.Identifier | t.StringLiteral =>
  t.isValidIdentifier(name, false) ? id(name) : text(name);

/** Where an anonymous function or class stands gives it its name. */
const withName = (value: t.Expression, name: string): t.Expression =>
  name === "" ? value : member(objectOf([property(name, value, false)]), name);

/** The class without its static initialisers, and with its machines as methods. */
function classInstance(node: t.Class, closure: CompiledClosure, runtime: string): t.Expression {
  const { name, methods, hasStatics } = closure;
  const expression = Object.assign(t.classExpression(node.id, node.superClass, node.body), { loc: node.loc });
  const value = node.id ? expression : withName(expression, name);
  if (!hasStatics && methods.length === 0) return value;
  const list = methods.map(({ isStatic, key, value: method }) =>
    array([t.booleanLiteral(isStatic), key, method]),
  );
  return call(member(id(runtime), "classOf"), value, array(list));
}
