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
import type { CompiledDecorator, CompiledFunction } from "../pipeline.js";
import { Names } from "../scopes/names.js";
import { entityEdits } from "./entities.js";
import { decoratorEdits } from "./decorators.js";
import { keepClasses, nameHolders, type Holders } from "./held-methods.js";
import { classEdits, factoriesOf, methodEdits, registrationsOf } from "./methods.js";
import { hoistedDeclaration, hoistedInstance, plainParameters, registerHoisted } from "./hoisted.js";
import { referencedNames } from "./references.js";
import { registerTask, taskEdits } from "./tasks.js";
import { splice, type Edit, type Piece, type SourceMap } from "./splice.js";

export interface AssembleInput {
  readonly source: string;
  readonly filename: string;
  readonly olderDecorators: () => boolean;
  /** The file's id: package and path. */
  readonly prefix: string;
  readonly file: t.File;
  readonly module: Module;
  readonly symbols: Symbols;
  readonly functions: readonly CompiledFunction[];
  readonly decorators: readonly CompiledDecorator[];
  readonly tasks: readonly DurableTask[];
  /** The source path inside the package. */
  readonly path: string;
  readonly objects: readonly DurableObjectClass[];
  readonly entities: readonly DurableEntity[];
  readonly decorated: readonly DecoratedClass[];
}

/** Puts the machines into the source, in place of their functions, and the registrations at its end. */
export function assemble(input: AssembleInput): { code: string; map: SourceMap } {
  const { source, filename, functions, symbols, module } = input;
  const names = new Names([...module.names, ...Object.values(symbols)]);
  const holders = nameHolders(functions, module, names);
  const edits: Edit[] = [];
  const end: Piece[] = [];
  const registrations: t.Statement[] = [];
  for (const compiled of functions) {
    const { node, form, captures, class: owner } = compiled.analysis.fn;
    const definition = compiled.emitted.definition;
    if (form === "method") {
      edits.push(...methodEdits(compiled, holders, symbols));
      if (owner) continue;
    } else if (captures) {
      const instance = (form === "declaration" ? hoistedDeclaration : hoistedInstance)(compiled, symbols);
      edits.push({ start: node.start!, end: node.end!, pieces: [instance] });
      if (owner) continue;
      registrations.push(registerHoisted(compiled, symbols));
    } else if (form === "declaration") {
      const { name } = (node as t.FunctionDeclaration).id!;
      const holder = names.fresh(`$machine_${name}`);
      edits.push({ start: node.start!, end: node.end!, pieces: [wrapper(compiled, holder, symbols)] });
      end.push(hoisted(compiled, holder), "\n");
      registrations.push(statement(call(member(id(symbols.runtime), "attach"), id(name), call(id(holder)))));
    } else {
      const expression = withOwnName(compiled, call(member(id(symbols.runtime), "machine"), definition));
      const pieces = [expression, form === "default" ? ";" : ""];
      edits.push({ start: node.start!, end: node.end!, pieces });
    }
    for (const factory of factoriesOf(compiled, symbols)) end.push(factory, "\n");
    registrations.push(...registrationsOf(compiled, symbols));
  }
  for (const compiled of input.decorators) {
    const { node } = compiled.analysis.fn;
    edits.push({ start: node.start!, end: node.end!, pieces: [node] });
    for (const factory of factoriesOf(compiled, symbols)) end.push(factory, "\n");
    registrations.push(...registrationsOf(compiled, symbols));
  }
  for (const entity of input.entities) edits.push(...entityEdits(entity, symbols, input.path));
  for (const task of input.tasks) {
    edits.push(...taskEdits(task, input));
    if (task.captures) registrations.push(registerTask(task, input));
  }
  edits.push(...decoratorEdits(input.decorated, functions, holders, source));
  edits.push(...classEdits(functions, input.objects, holders, symbols));
  edits.push(...keepClasses(holders, symbols));
  for (const holder of [...holders.methods.values(), ...holders.classes.values()])
    end.push(functionOf(holder, [], []), "\n");
  registrations.push(...registerReferences(input, holders));
  const register = registrations.length > 0 ? names.fresh("$register") : undefined;
  if (register) end.push(functionOf(register, [], registrations), "\n");
  edits.push(prologue(input, register));
  edits.push({ start: source.length, end: source.length, pieces: ["\n", ...end] });
  return splice(source, filename, edits);
}

/**
 * Before everything else, on the line of the first statement: the runtime, and the call that registers the file's
 * code. What it calls is hoisted from the end of the file, so that a top-level await finds everything in place.
 */
function prologue({ file, module, symbols }: AssembleInput, register: string | undefined): Edit {
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
  { prefix, module, functions, symbols }: AssembleInput,
  { classes }: Holders,
): t.Statement[] {
  const { values, namespaces, opaque } = referencedNames(
    module,
    functions.map(({ analysis }) => analysis),
  );
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
