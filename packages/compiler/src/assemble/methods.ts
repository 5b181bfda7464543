import * as t from "@babel/types";
import { array, at, blockOf, call, id, member, text } from "../ast/build.js";
import { emitClosure, emitFactory } from "../emit/emit-closure.js";
import { emitTemplate } from "../emit/emit-template.js";
import type { Symbols } from "../lower/lowering.js";
import type { CompiledDecorator, CompiledFunction } from "../pipeline.js";
import { registerHoisted } from "./hoisted.js";
import { heldStatement, isHeld, keptEdits, privateEdit, selfOf, type Holders } from "./held-methods.js";
import type { DurableObjectClass } from "../find/objects.js";
import type { Edit } from "./splice.js";

/** The code that a function's closures and templates are registered with. */
export const registrationsOf = (
  { closures, templates }: CompiledDecorator,
  { runtime }: Symbols,
): t.Statement[] => [
  ...templates.map((template) => emitTemplate(template, runtime)),
  ...closures.map((closure) => emitClosure(closure, runtime)),
];

/** The functions that make its closures. */
export const factoriesOf = ({ closures }: CompiledDecorator, { runtime }: Symbols): t.Statement[] =>
  closures.flatMap((closure) => emitFactory(closure, runtime));

const machine = ({ emitted }: CompiledFunction, { runtime }: Symbols): t.Expression =>
  call(member(id(runtime), "machine"), emitted.definition);

/** A method of an object literal becomes a property; one of a class an empty method that keeps its place, or stays one. */
export function methodEdits(compiled: CompiledFunction, holders: Holders, symbols: Symbols): Edit[] {
  const { node, kept } = compiled.analysis.fn;
  const holder = holders.methods.get(compiled.analysis.fn);
  if (kept) return keptEdits(compiled, holder!, symbols);
  if (holder !== undefined) return [privateEdit(compiled, holder)];
  const { start, end, key, computed } = node as t.ObjectMethod | t.ClassMethod;
  const replacement = t.isClassMethod(node)
    ? t.classMethod("method", key as t.Identifier, [], blockOf([]), computed, node.static)
    : t.objectProperty(key as t.Identifier, machine(compiled, symbols), computed);
  return [{ start: start!, end: end!, pieces: [at(replacement, node)] }];
}

/** `static { ... }` at the start of each class with durable methods or fields: their code sees its private names. */
export function classEdits(
  functions: readonly CompiledFunction[],
  objects: readonly DurableObjectClass[],
  holders: Holders,
  symbols: Symbols,
): Edit[] {
  const byClass = new Map<t.Class, CompiledFunction[]>(objects.map(({ node }) => [node, []]));
  for (const compiled of functions) {
    const owner = compiled.analysis.fn.class;
    if (owner) byClass.set(owner, [...(byClass.get(owner) ?? []), compiled]);
  }
  return [...byClass].map(([owner, methods]): Edit => {
    // Before the fields, whose initialisers may make closures.
    const start = owner.body.start! + 1;
    const object = objects.find(({ node }) => node === owner);
    const block = registration(owner, methods, object, holders, symbols);
    return { start, end: start, pieces: [" ", block] };
  });
}

function registration(
  owner: t.Class,
  methods: readonly CompiledFunction[],
  object: DurableObjectClass | undefined,
  holders: Holders,
  symbols: Symbols,
): t.StaticBlock {
  const fields = methods.filter(({ analysis }) => analysis.fn.captures !== null);
  const held = methods.filter(({ analysis }) => isHeld(analysis.fn));
  const list = methods.flatMap((compiled) => {
    if (fields.includes(compiled) || held.includes(compiled)) return [];
    const { key, computed, static: isStatic } = compiled.analysis.fn.node as t.ClassMethod;
    const name = !computed && t.isIdentifier(key) ? text(key.name) : (t.cloneNode(key) as t.Expression);
    return [array([t.booleanLiteral(isStatic === true), name, machine(compiled, symbols)])];
  });
  const holder = holders.classes.get(owner);
  const self = selfOf(owner, holders);
  const made = holder === undefined ? self : t.logicalExpression("??", member(id(holder), "value"), self);
  const own = t.variableDeclaration("const", [t.variableDeclarator(id(symbols.class), made)]);
  const define = call(member(id(symbols.runtime), "classOf"), id(symbols.class), array(list));
  return t.staticBlock([
    own,
    ...methods.flatMap((compiled) => factoriesOf(compiled, symbols)),
    ...methods.flatMap((compiled) => registrationsOf(compiled, symbols)),
    ...fields.map((compiled) => registerHoisted(compiled, symbols)),
    ...held.map((compiled) => heldStatement(compiled, holders.methods.get(compiled.analysis.fn)!, symbols)),
    ...(methods.length > held.length ? [t.expressionStatement(define)] : []),
    ...(object
      ? [
          t.expressionStatement(
            call(member(id(symbols.runtime), "objectClass"), selfOf(owner, holders), text(object.id)),
          ),
        ]
      : []),
  ]);
}
