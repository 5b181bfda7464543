import * as t from "@babel/types";
import type { Analysis } from "./analyse/analysis.js";
import { analyse } from "./analyse/analyse.js";
import type { Tree } from "./ast/tree.js";
import { appendOnlyArrays } from "./append-only/append-only.js";
import { desugar } from "./desugar/desugar.js";
import { print } from "./print/print.js";
import type { Reporter } from "./diagnostics/diagnostic.js";
import { emitMachine, type EmittedMachine } from "./emit/emit-machine.js";
import type { DurableFunction } from "./find/durable-function.js";
import type { DurableTask } from "./find/durable-task.js";
import { findEntities, type DurableEntity } from "./find/entities.js";
import { find, readFunctions } from "./find/find.js";
import { findTasks } from "./find/find-tasks.js";
import { findDecorated, type DecoratedClass } from "./find/decorated.js";
import { findDecorators, isInside } from "./find/find-decorators.js";
import { findObjects, type DurableObjectClass } from "./find/objects.js";
import type { Module } from "./find/module.js";
import { compilerDefect } from "./generated/messages.js";
import type { MachineIr } from "./ir/ir.js";
import { printIr } from "./ir/print.js";
import { analyseLiveness } from "./liveness/liveness.js";
import { printLiveness } from "./liveness/print.js";
import { useValues } from "./liveness/use-values.js";
import { lower } from "./lower/lower.js";
import type { Symbols } from "./lower/lowering.js";
import { convertScopes } from "./scopes/convert.js";
import type { ClosureCode, Converted, TemplateCode } from "./scopes/conversion.js";
import { Names } from "./scopes/names.js";
import { printConverted } from "./scopes/print.js";

/** Told about every pass; `value` is the machine where the pass has made one, for checks between passes. */
export type PassListener = (name: string, text: () => string, value: unknown) => void;

export interface PipelineInput {
  /** The code of the file. */
  readonly tree: Tree;
  readonly module: Module;
  readonly symbols: Symbols;
  /** The names of the file and of the symbols: nothing new may have one of them. */
  readonly taken: ReadonlySet<string>;
  readonly package: string;
  readonly path: string;
  readonly lines: readonly string[];
  readonly reporter: Reporter;
  readonly olderDecorators: () => boolean;
  readonly onPass: PassListener;
}

/** One durable function, ready to be put into the file. */
export interface CompiledFunction {
  readonly analysis: AnalysisResult;
  readonly emitted: EmittedMachine;
  /** Scope objects that its machine takes first: what it captures of a plain function around. */
  readonly captured: readonly string[];
  readonly closures: readonly CompiledClosure[];
  readonly templates: readonly TemplateCode[];
}

/** A plain function whose closures can be stored: it stays where it is, and makes them by their code. */
export type CompiledDecorator = Pick<CompiledFunction, "analysis" | "closures" | "templates">;

/** What is asked about a function when it is compiled: the rest of its analysis can go. */
export interface AnalysisResult extends Pick<Analysis, "fn" | "hash" | "importedValues"> {
  readonly usesThis: boolean;
  /** Whether a function expression mentions its own name. */
  readonly usesOwnName: boolean;
}

/** A closure's code; that of an async function or generator is a machine. */
export interface CompiledClosure extends Omit<ClosureCode, "machine"> {
  readonly emitted: EmittedMachine | null;
  /** A durable function inside a plain one: executions find it by its id. */
  readonly isDurable?: boolean;
}

/** Takes each function when it is compiled; those that stay plain come last. */
export type CompiledListener = (compiled: CompiledFunction | CompiledDecorator) => void;

/** What a file holds besides: tasks, classes of durable objects, and entities. */
export interface Compiled {
  readonly tasks: readonly DurableTask[];
  readonly objects: readonly DurableObjectClass[];
  readonly entities: readonly DurableEntity[];
  /** Classes with decorators of ours. */
  readonly decorated: readonly DecoratedClass[];
}

/** The compiler as a list of passes; null where the source has errors. */
export function runPipeline(input: PipelineInput, onCompiled: CompiledListener): Compiled | null {
  const { tree, module, reporter, lines, onPass } = input;
  const objects = findObjects(tree, module, input, reporter);
  const decorated = findDecorated(tree, module);
  const entities = findEntities(tree, module, input, reporter);
  const handlers = new Set<t.Node>(entities.flatMap(({ resumable }) => resumable));
  const found = find(tree, module, input, reporter, handlers);
  onPass("find", () => found.map(({ kind, id }) => `${kind} ${id}`).join("\n"), found);
  const tasks = findTasks(tree, module, input, found, reporter);
  const placed = [
    ...found.filter(({ kind }) => kind !== "helper").map(({ node }) => node),
    ...tasks.map(({ body }) => body),
  ];
  const decorators = findDecorators(tree, found, placed, module, input);
  // Helpers inside of them are closures like any other.
  const functions = found.filter(({ node }) => !decorators.some((outer) => isInside(node, outer.node)));
  const named = readFunctions(module, functions);
  const { taken } = input;
  const shared = new Names(taken);
  // One function after the other, so that what is known about each of them need not be kept for long.
  for (const fn of [...functions, ...decorators]) {
    const code = desugar(tree.of(fn.node), input.symbols, input.olderDecorators);
    onPass(`desugar ${fn.name}`, () => print(fn.node), fn);
    const analysis = analyse(fn, code, module, named, lines, reporter);
    onPass(
      `analyse ${fn.name}`,
      () => [...analysis.sites.values()].map(({ kind, key }) => `${kind} ${key}`).join("\n"),
      analysis,
    );
    const compiled = reporter.hasErrors() ? null : compileFunction(analysis, input, shared, taken);
    if (compiled) onCompiled(compiled);
  }
  return reporter.hasErrors() ? null : { tasks, objects, decorated, entities };
}

function compileFunction(
  analysis: Analysis,
  input: PipelineInput,
  shared: Names,
  taken: ReadonlySet<string>,
): CompiledFunction | CompiledDecorator | null {
  const { fn } = analysis;
  const { symbols, path, reporter, onPass } = input;
  const pass = <T>(name: string, value: T, text: (value: T) => string): T => {
    onPass(`${name} ${fn.name}`, () => text(value), value);
    return value;
  };
  try {
    const converted = pass("scopes", convertScopes(analysis, symbols, taken, shared), printConverted);
    const factories = new Map(converted.closures.map((closure) => [closure.factory ?? "", closure]));
    const compileMachine = (machine: Converted): EmittedMachine => {
      const ir: MachineIr = pass("lower", lower(machine, symbols), printIr);
      const needed = analyseLiveness(ir);
      const appendOnly = appendOnlyArrays(ir, machine, factories, needed, symbols);
      pass("append-only", appendOnly, ({ arrays, beside }) => [...arrays, "|", ...beside].join(" "));
      const liveness = useValues(ir, needed, symbols.value);
      pass("liveness", ir, () => printLiveness(ir, liveness));
      return pass("emit", emitMachine(machine, ir, liveness, appendOnly, symbols, path), ({ definition }) =>
        print(definition),
      );
    };
    const closures = converted.closures.map((closure) => {
      const { machine } = closure;
      closure.machine = null;
      return Object.assign(closure, { emitted: machine && compileMachine(machine) });
    });
    const { root, templates } = converted;
    const result = resultOf(analysis);
    if (!root) return { analysis: result, closures, templates };
    const { captured } = root;
    return { analysis: result, closures, templates, emitted: compileMachine(root), captured };
  } catch (error) {
    reporter.report(compilerDefect({ name: fn.name, problem: defectOf(error) }), nameNode(fn));
    return null;
  }
}

function resultOf({ fn, hash, importedValues, bindings }: Analysis): AnalysisResult {
  const { node } = fn;
  const own = t.isFunctionExpression(node) && node.id;
  const self = own && bindings.scopes.get(own)?.bindings.get(own.name);
  const usesOwnName = !!self && self.references.length > 0;
  return { fn, hash, importedValues, usesThis: bindings.root.usesThis, usesOwnName };
}

const defectOf = (error: unknown): string =>
  error instanceof Error ? (error.stack ?? error.message).split("\n").slice(0, 3).join(" ") : String(error);

const nameNode = ({ node }: DurableFunction): t.Node => ("id" in node && node.id) || node.params[0] || node;
