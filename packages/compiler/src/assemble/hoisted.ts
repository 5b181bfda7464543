import * as t from "@babel/types";
import { at, blockOf, call, id, member, property, text, undefinedValue } from "../ast/build.js";
import { emitClosure } from "../emit/emit-closure.js";
import type { Symbols } from "../lower/lowering.js";
import type { CompiledFunction } from "../pipeline.js";

/** A durable function inside a plain one or in a class field, in its place: its code is elsewhere, what it captures is copied. */
export function hoistedInstance({ analysis }: CompiledFunction, { runtime }: Symbols): t.Expression {
  const { id: functionId, captures, node } = analysis.fn;
  const copies = t.objectExpression(captures!.map((name) => property(name, id(name))));
  const isArrow = t.isArrowFunctionExpression(node) && analysis.usesThis;
  const self = isArrow ? t.thisExpression() : undefinedValue();
  const scopes = captures!.length ? [self, copies] : isArrow ? [self] : [];
  return at(call(member(id(runtime), "fn"), text(functionId), ...scopes), node);
}

/** The same for a declaration, which stays one: each call makes its function. */
export function hoistedDeclaration(compiled: CompiledFunction, symbols: Symbols): t.FunctionDeclaration {
  const node = compiled.analysis.fn.node as t.FunctionDeclaration;
  const made = member(hoistedInstance(compiled, symbols), "apply");
  const returned = at(t.returnStatement(call(made, t.thisExpression(), id("arguments"))), node);
  return at(t.functionDeclaration(node.id, plainParameters(node), blockOf([returned])), node);
}

/** Registered when its file is loaded, so that executions find it before the function around has run. */
export function registerHoisted(
  { analysis, emitted, captured }: CompiledFunction,
  { runtime }: Symbols,
): t.Statement {
  const { fn, hash } = analysis;
  const closure = { id: fn.id, hash, name: fn.name, scopes: captured, node: fn.node, emitted };
  const rest = { copies: 0, given: [], methods: [], hasStatics: false };
  return emitClosure({ ...closure, ...rest, isDurable: fn.kind !== "helper" }, runtime);
}

/** As many plain parameters as the function's `length` counts. */
export function plainParameters(node: t.FunctionDeclaration): t.Identifier[] {
  const required = node.params.findIndex(
    (parameter) => t.isAssignmentPattern(parameter) || t.isRestElement(parameter),
  );
  const params = node.params.slice(0, required < 0 ? undefined : required);
  return params.map((parameter, index) => id(t.isIdentifier(parameter) ? parameter.name : `$${index + 1}`));
}
