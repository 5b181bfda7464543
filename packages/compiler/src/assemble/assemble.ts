import * as t from "@babel/types";
import {
  at,
  blockOf,
  call,
  functionOf,
  id,
  member,
  property,
  returned,
  statement,
  text,
  undefinedValue,
} from "../ast/build.js";
import type { DurableTask } from "../find/durable-task.js";
import type { DecoratedClass } from "../find/decorated.js";
import type { DurableObjectClass } from "../find/objects.js";
import type { DurableEntity } from "../find/entities.js";
import type { Module } from "../find/module.js";
import type { Symbols } from "../lower/lowering.js";
import type { AnalysisResult, CompiledDecorator, CompiledFunction } from "../pipeline.js";
import { printAhead } from "../print/print.js";
import { Recording } from "../print/recording.js";
import { Sheet } from "../print/sheet.js";
import { Names } from "../scopes/names.js";
import { entityEdits } from "./entities.js";
import { decoratorEdits } from "./decorators.js";
import { HolderNames, keepClasses, type Holders } from "./held-methods.js";
import { classEdits, factoriesOf, methodEdits, registrationsOf } from "./methods.js";
import { hoistedDeclaration, hoistedInstance, plainParameters, registerHoisted } from "./hoisted.js";
import { referencedNames } from "./references.js";
import { registerTask, taskEdits } from "./tasks.js";
import { splice, type Edit, type Piece, type SourceMap } from "./splice.js";

export interface AssemblyInput {
  readonly source: string;
  readonly filename: string;
  readonly olderDecorators: () => boolean;
  /** The file's id: package and path. */
  readonly prefix: string;
  readonly file: t.File;
  readonly module: Module;
  readonly symbols: Symbols;
  /** The names of the file and of the symbols. */
  readonly taken: ReadonlySet<string>;
  /** The source path inside the package. */
  readonly path: string;
}

/** What a file holds besides functions. */
export interface Others {
  readonly tasks: readonly DurableTask[];
  readonly objects: readonly DurableObjectClass[];
  readonly entities: readonly DurableEntity[];
  readonly decorated: readonly DecoratedClass[];
}

/**
 * Puts the machines into the source, in place of their functions, and the registrations at its end. What a function
 * becomes is printed when it is added: its code need not be kept until the end of the file.
 */
export class Assembly {
  readonly #input: AssemblyInput;
  readonly #names: Names;
  readonly #holders: HolderNames;
  readonly #edits: Edit[] = [];
  readonly #recording = new Recording();
  readonly #end = new Sheet();
  readonly #registrations = new Sheet();
  readonly #functions: AnalysisResult[] = [];
  /** Those of classes, whose code stands together. */
  readonly #methods: CompiledFunction[] = [];

  constructor(input: AssemblyInput) {
    const { module, taken } = input;
    this.#input = input;
    this.#names = new Names(taken);
    this.#holders = new HolderNames(module, this.#names);
  }

  addFunction(compiled: CompiledFunction): void {
    const { symbols } = this.#input;
    const { fn } = compiled.analysis;
    const { node, form, captures, class: owner } = fn;
    this.#functions.push(compiled.analysis);
    this.#holders.add(fn);
    if (owner) this.#methods.push(compiled);
    if (form === "method") {
      this.#edit(...methodEdits(compiled, this.#holders, symbols));
    } else if (captures) {
      const instance = (form === "declaration" ? hoistedDeclaration : hoistedInstance)(compiled, symbols);
      this.#edit({ start: node.start!, end: node.end!, pieces: [instance] });
      if (!owner) this.#register([registerHoisted(compiled, symbols)]);
    } else if (form === "declaration") {
      const { name } = (node as t.FunctionDeclaration).id!;
      const holder = this.#names.fresh(`$machine_${name}`);
      this.#edit({ start: node.start!, end: node.end!, pieces: [wrapper(compiled, holder, symbols)] });
      this.#end.add(hoisted(compiled, holder));
      const machine = call(id(holder));
      this.#register([statement(call(member(id(symbols.runtime), "attach"), id(name), machine))]);
    } else {
      const machine = call(member(id(symbols.runtime), "machine"), compiled.emitted.definition);
      const pieces = [withOwnName(compiled, machine), form === "default" ? ";" : ""];
      this.#edit({ start: node.start!, end: node.end!, pieces });
    }
    if (!owner) this.#addClosures(compiled);
  }

  /** Whether no function was added. */
  get isEmpty(): boolean {
    return this.#edits.length === 0;
  }

  /** A plain function that stays where it is. */
  addDecorator(compiled: CompiledDecorator): void {
    const { node } = compiled.analysis.fn;
    this.#edit({ start: node.start!, end: node.end!, pieces: [node] });
    this.#addClosures(compiled);
  }

  /** The whole file. */
  finish({ tasks, objects, entities, decorated }: Others): { code: string; map: SourceMap } {
    const input = this.#input;
    const { source, filename, symbols, path } = input;
    const holders = this.#holders;
    const edits = this.#edits;
    const end = this.#end;
    for (const entity of entities) edits.push(...entityEdits(entity, symbols, path));
    for (const task of tasks) {
      edits.push(...taskEdits(task, input));
      if (task.captures) this.#register([registerTask(task, input)]);
    }
    const functions = this.#functions.map(({ fn }) => fn);
    edits.push(...decoratorEdits(decorated, functions, holders, source));
    edits.push(...classEdits(this.#methods, objects, holders, symbols));
    edits.push(...keepClasses(holders, symbols));
    for (const holder of [...holders.methods.values(), ...holders.classes.values()])
      end.add(functionOf(holder, [], []));
    this.#register(registerReferences(input, this.#functions, holders));
    const registrations = this.#registrations;
    const register = registrations.isEmpty ? undefined : this.#names.fresh("$register");
    registrations.close();
    const body = register ? [`function ${register}() {`, registrations.printed, "\n"] : [];
    edits.push(prologue(input, register));
    edits.push({ start: source.length, end: source.length, pieces: ["\n", end.printed, ...body] });
    return splice(source, filename, edits);
  }

  #edit(...edits: Edit[]): void {
    for (const { start, end, pieces } of edits)
      this.#edits.push({ start, end, pieces: pieces.map((piece) => this.#printed(piece)) });
  }

  #printed(piece: Piece): Piece {
    if (typeof piece === "string" || "recording" in piece) return piece;
    return printAhead(piece, this.#recording);
  }

  #register(statements: readonly t.Statement[]): void {
    this.#registrations.addLines(statements);
  }

  #addClosures(compiled: CompiledDecorator): void {
    const { symbols } = this.#input;
    for (const factory of factoriesOf(compiled, symbols)) this.#end.add(factory);
    this.#register(registrationsOf(compiled, symbols));
  }
}

/**
 * Before everything else, on the line of the first statement: the runtime, and the call that registers the file's
 * code. What it calls is hoisted from the end of the file, so that a top-level await finds everything in place.
 */
function prologue({ file, module, symbols }: AssemblyInput, register: string | undefined): Edit {
  const first = file.program.body[0]!;
  const decorated = (first as { declaration?: t.Node }).declaration ?? first;
  const decorators = (decorated as { decorators?: t.Node[] | null }).decorators ?? [];
  const start = Math.min(first.start!, ...decorators.map((decorator) => decorator.start!));
  const runtime = module.commonjs
    ? `const ${symbols.runtime} = require("perdure/machine"); `
    : `import * as ${symbols.runtime} from "perdure/machine"; `;
  return { start, end: start, pieces: [register ? `${runtime}${register}(); ` : runtime] };
}

/** A declaration stays one, so that it is hoisted as before. */
function wrapper(
  { analysis }: CompiledFunction,
  holder: string,
  { runtime }: Symbols,
): t.FunctionDeclaration {
  const node = analysis.fn.node as t.FunctionDeclaration;
  const start = call(member(id(runtime), "start"), call(id(holder)), t.thisExpression(), id("arguments"));
  const body = blockOf([at(returned(start), node)]);
  return at(t.functionDeclaration(at(id(node.id!.name), node.id), plainParameters(node), body), node);
}

/** Its machine is hoisted too, so that it is there before the file's first statement runs. */
function hoisted({ emitted }: CompiledFunction, holder: string): t.FunctionDeclaration {
  const memo = t.assignmentExpression("??=", member(id(holder), "definition"), emitted.definition);
  return functionOf(holder, [], [returned(memo)]);
}

/** A function expression that uses its own name keeps it: `((self) => (self = ...))()`. */
function withOwnName({ analysis }: CompiledFunction, machine: t.Expression): t.Expression {
  const { node } = analysis.fn;
  if (!t.isFunctionExpression(node) || !node.id || !analysis.usesOwnName) return machine;
  const { name } = node.id;
  return call(t.arrowFunctionExpression([id(name)], t.assignmentExpression("=", id(name), machine)));
}

/** Each by a function of its own: it is read when it is first looked for, and may still be in its dead zone then. */
function registerReferences(
  { prefix, module, symbols }: AssemblyInput,
  functions: readonly AnalysisResult[],
  { classes }: Holders,
): t.Statement[] {
  const { values, namespaces, opaque } = referencedNames(module, functions);
  if (values.length + namespaces.length + opaque.length === 0) return [];
  const read = (names: readonly string[]): t.Expression =>
    t.objectExpression([
      ...names.map((name) => property(name, t.arrowFunctionExpression([], id(name)))),
      ...names.flatMap((name) => undecorated(module.bindings.get(name)!.value, classes)),
    ]);
  const last = opaque.length ? [read(opaque)] : [];
  const rest = namespaces.length || opaque.length ? [read(namespaces), ...last] : [];
  return [statement(call(member(id(symbols.runtime), "references"), text(prefix), read(values), ...rest))];
}

/** The class of a file as it was before its decorators, where they have put one in its place, which may extend it. */
function undecorated(node: t.Node | null, classes: Holders["classes"]): t.ObjectProperty[] {
  const holder = t.isClassDeclaration(node) && node.id ? classes.get(node) : undefined;
  if (holder === undefined) return [];
  const { name } = (node as t.ClassDeclaration).id!;
  const before = member(id(holder), "value");
  const isSame = t.binaryExpression("===", id(name), before);
  const value = t.conditionalExpression(isSame, undefinedValue(), t.cloneNode(before));
  return [property(`${name} before its decorators`, t.arrowFunctionExpression([], value))];
}
