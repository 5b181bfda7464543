import * as t from "@babel/types";
import { at, call, id, member, property, text, undefinedValue } from "../ast/build.js";
import { emitClosure } from "../emit/emit-closure.js";
import type { Symbols } from "../lower/lowering.js";
import type { CompiledFunction } from "../pipeline.js";

/** A durable function inside a plain one or in a class field, in its place: its code is elsewhere, what it captures is copied. */
export function hoistedInstance({ analysis }: CompiledFunction, { runtime }: Symbols): t.Expression {
  const { id: functionId, captures, node } = analysis.fn;
  const copies = t.objectExpression(captures!.map((name) => property(name, id(name))));
  const isArrow = t.isArrowFunctionExpression(node) && analysis.bindings.root.usesThis;
  const self = isArrow ? t.thisExpression() : undefinedValue();
  const scopes = captures!.length ? [self, copies] : isArrow ? [self] : [];
  return at(call(member(id(runtime), "fn"), text(functionId), ...scopes), node);
}

/** Registered when its file is loaded, so that executions find it before the function around has run. */
export function registerHoisted(
  { analysis, emitted, captured }: CompiledFunction,
  { runtime }: Symbols,
): t.Statement {
  const { fn, hash } = analysis;
  const closure = { id: fn.id, hash, name: fn.name, scopes: captured, node: fn.node, emitted };
  const rest = { machine: null, given: [], methods: [], hasStatics: false };
  return emitClosure({ ...closure, ...rest, isDurable: fn.kind !== "helper" }, runtime);
}
