import * as t from "@babel/types";
import { digest } from "../ast/print.js";
import { kindsOf } from "../ast/kinds.js";
import { structureOf } from "../ast/structure.js";
import type { Tree } from "../ast/tree.js";
import type { Reporter } from "../diagnostics/diagnostic.js";
import * as messages from "../generated/messages.js";
import { capturesOf } from "./captures.js";
import type { DurableFunction } from "./durable-function.js";
import type { DurableTask } from "./durable-task.js";
import { isInside } from "./find-decorators.js";
import { makerOf } from "./maker.js";
import { takesContext, type Module } from "./module.js";
import { readName } from "./name-option.js";
import { optionsOf, withoutTypes } from "./options.js";
import { placeOf } from "./place.js";

const CALLS = kindsOf("CallExpression");

/** Finds the tasks of a file's code, in source order. `functions`: those that become machines. */
export function findTasks(
  tree: Tree,
  module: Module,
  source: { readonly package: string; readonly path: string },
  functions: readonly DurableFunction[],
  reporter: Reporter,
): DurableTask[] {
  const machines = new Set<t.Node>(functions.map(({ node }) => node));
  const found: DurableTask[] = [];
  const taken = new Set(functions.map(({ lexicalId }) => lexicalId));
  tree.find(CALLS, (node, index) => {
    if (makerOf(node, module) !== "task") return;
    const call = node as t.CallExpression;
    const body = withoutTypes(call.arguments.at(-1));
    if (!t.isExpression(body)) return;
    const ancestors = tree.ancestorsOf(index);
    const explicit = readName(optionsOf(call, module), reporter);
    const place = placeOf(ancestors);
    const hash = digest(structureOf(body), 12);
    const own = t.isFunctionExpression(body) && body.id ? body.id.name : undefined;
    const ownName = place.path.at(-1) ?? own ?? "task";
    const name = explicit ?? ownName;
    const code = functionOf(body, module);
    if (code && isContext(code, module))
      reporter.report(messages.taskTakesContext({ name }), code.params[0]!);
    const misplaced = misplacedIn(ancestors, machines);
    if (misplaced) return reporter.report(messages.taskMisplaced({ name, place: misplaced }), call.callee);
    const isNested = place.kind === "nested";
    if (isNested && !code) return reporter.report(messages.taskNotWrittenOut({ name }), body);
    const around = found.find((task) => task.captures && isInside(call, task.body));
    if (around) report(reporter, name, around, call.callee);
    const base = `${source.package}/${source.path}#${place.path.join("/") || `task~${hash.slice(0, 6)}`}`;
    const lexicalId = taken.has(base) ? `${base}/task~${hash.slice(0, 6)}` : base;
    taken.add(lexicalId);
    found.push({
      body,
      id: explicit === undefined ? lexicalId : `${source.package}#${explicit}`,
      hash,
      name: ownName,
      captures: !isNested ? null : t.isFunction(body) ? capturesOf(body, name, ancestors, reporter) : [],
    });
  });
  for (const { node, name } of functions) {
    const around = found.find((task) => task.captures && isInside(node, task.body));
    if (around) report(reporter, name, around, node);
  }
  reportDuplicates(found, functions, reporter);
  return found;
}

/** The function itself, written in its place or at module level. */
function functionOf(body: t.Expression, module: Module): t.Function | null {
  const value = t.isIdentifier(body) ? withoutTypes(module.bindings.get(body.name)?.value) : body;
  return t.isFunction(value) ? value : null;
}

/** Its first parameter is the context by its type, or, where it has none, by its name. */
function isContext(code: t.Function, module: Module): boolean {
  const [first] = code.params;
  return takesContext(module, code) || (t.isIdentifier(first, { name: "ctx" }) && !first.typeAnnotation);
}

function misplacedIn(ancestors: readonly t.Node[], machines: ReadonlySet<t.Node>): string | null {
  if (ancestors.some((ancestor) => machines.has(ancestor))) return "a durable function";
  const isField = (node: t.Node) =>
    (t.isClassProperty(node) || t.isClassPrivateProperty(node) || t.isClassAccessorProperty(node)) &&
    node.static !== true;
  return ancestors.some(isField) ? "a field of a class" : null;
}

const report = (reporter: Reporter, name: string, { name: task }: DurableTask, node: t.Node): void =>
  reporter.report(messages.durableInNestedTask({ name, task }), node);

function reportDuplicates(
  tasks: readonly DurableTask[],
  functions: readonly DurableFunction[],
  reporter: Reporter,
): void {
  const seen = new Set(functions.map(({ id }) => id));
  for (const { id, body } of tasks) {
    if (seen.has(id)) reporter.report(messages.duplicateFunction({ id }), body);
    seen.add(id);
  }
}
