import * as t from "@babel/types";
import { at, call, id, member, text } from "../ast/build.js";
import type { DurableFunction } from "../find/durable-function.js";
import { foreignDecorators } from "../find/kept-method.js";
import type { Module } from "../find/module.js";
import type { Symbols } from "../lower/lowering.js";
import type { CompiledFunction } from "../pipeline.js";
import type { Names } from "../scopes/names.js";
import type { Edit } from "./splice.js";

/**
 * Functions at the end of the file, hoisted, that hold what only the inside of a class has: the machines of methods
 * which decorators are given or which are private, and a class as it was before its decorators.
 */
export interface Holders {
  readonly methods: ReadonlyMap<DurableFunction, string>;
  readonly classes: ReadonlyMap<t.Class, string>;
}

/** Gives each of them a name. */
export class HolderNames implements Holders {
  readonly methods = new Map<DurableFunction, string>();
  readonly classes = new Map<t.Class, string>();
  readonly #module: Module;
  readonly #names: Names;

  constructor(module: Module, names: Names) {
    this.#module = module;
    this.#names = names;
    for (const { kind, value } of module.bindings.values()) if (kind === "class") this.#addClass(value);
  }

  add(fn: DurableFunction): void {
    if (isHeld(fn)) this.methods.set(fn, this.#names.fresh(`$method_${fn.name.replace(/\W/g, "_")}`));
    this.#addClass(fn.class);
  }

  #addClass(node: t.Node | null): void {
    const { classes } = this;
    if (!t.isClass(node) || classes.has(node) || foreignDecorators(node, this.#module).length === 0) return;
    classes.set(node, this.#names.fresh(`$class_${node.id?.name ?? "made"}`));
  }
}

/** The first decorator to be called gets the class itself: `this` inside of it is what the others make of it. */
export const keepClasses = ({ classes }: Holders, { runtime }: Symbols): Edit[] =>
  [...classes].map(([node, holder]) => {
    const end = node.decorators!.at(-1)!.end!;
    return { start: end, end, pieces: [` @${runtime}.keep(${holder}) `] };
  });

/** The class inside of itself: TypeScript has no `this` in a class with older decorators for an older target. */
export const selfOf = (node: t.Class, { classes }: Holders): t.Identifier | t.ThisExpression =>
  classes.has(node) && node.id ? id(node.id.name) : t.thisExpression();

/** Whether a method has its machine in a holder, and not on its class. */
export const isHeld = ({ kept, node }: DurableFunction): boolean =>
  kept !== null || t.isClassPrivateMethod(node);

/** A method that stays as it is, with another body: `@logged @$perdure.keep($method) pay(ctx, n) { return $perdure.start(...); }`. */
export function keptEdits({ analysis }: CompiledFunction, holder: string, { runtime }: Symbols): Edit[] {
  const { kept, node } = analysis.fn;
  const { head, parameters, body } = kept!;
  const { static: isStatic, computed } = node as t.ClassMethod;
  const started = call(
    member(id(runtime), "start"),
    member(id(holder), "machine"),
    t.thisExpression(),
    id("arguments"),
  );
  const before = ` @${runtime}.keep(${holder}) ${isStatic ? "static " : ""}${computed ? "[" : ""}`;
  return [
    { ...head, pieces: [before] },
    ...parameters.map(({ text: code, ...range }): Edit => ({ ...range, pieces: [code] })),
    { ...body, pieces: [t.blockStatement([at(t.returnStatement(at(started, node)), node)])] },
  ];
}

/** A private method that nobody else sees: `get #pay() { return $method.value; }`. */
export function privateEdit({ analysis }: CompiledFunction, holder: string): Edit {
  const node = analysis.fn.node as t.ClassPrivateMethod;
  const body = t.blockStatement([t.returnStatement(member(id(holder), "value"))]);
  const getter = t.classPrivateMethod("get", t.cloneNode(node.key), [], body, node.static);
  return { start: node.start!, end: node.end!, pieces: [at(getter, node)] };
}

/** `$perdure.held($method, machine, $class.prototype, "pay")` in the class's static block. */
export function heldStatement(
  { analysis, emitted }: CompiledFunction,
  holder: string,
  symbols: Symbols,
): t.Statement {
  const { node } = analysis.fn;
  const { key, computed, static: isStatic } = node as t.ClassMethod;
  const own = id(symbols.class);
  const place = t.isPrivateName(key)
    ? []
    : [isStatic ? own : member(own, "prototype"), !computed && t.isIdentifier(key) ? text(key.name) : key];
  const hold = member(id(symbols.runtime), "held");
  return t.expressionStatement(call(hold, id(holder), emitted.definition, ...(place as t.Expression[])));
}
