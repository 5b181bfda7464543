import * as t from "@babel/types";
import { digest } from "../ast/print.js";
import { kindsOf } from "../ast/kinds.js";
import { structureOf } from "../ast/structure.js";
import { hasDirective } from "../ast/terms.js";
import type { Tree } from "../ast/tree.js";
import type { Reporter } from "../diagnostics/diagnostic.js";
import * as messages from "../generated/messages.js";
import type { DurableFunction, DurableNode, Functions } from "./durable-function.js";
import { takesContext, type Module } from "./module.js";
import { makesCode } from "./find-decorators.js";
import { handsOperationOn } from "./hands-operation-on.js";
import { capturesOf } from "./captures.js";
import { dropDecorators, keptMethod } from "./kept-method.js";
import { readName } from "./name-option.js";
import { makerOf } from "./maker.js";
import { optionsOf, withoutTypes } from "./options.js";
import { methodName, placeOf } from "./place.js";

const CALLS = kindsOf("CallExpression");
const FUNCTIONS = kindsOf("Function");

/** How a function was marked, before its place is known. */
interface Mark {
  readonly kind: DurableFunction["kind"];
  readonly explicitName: string | undefined;
  readonly options: t.ObjectExpression | null;
}

const HELPER: Mark = { kind: "helper", explicitName: undefined, options: null };

/** Finds the functions of a file's code that become machines, in source order. */
export function find(
  tree: Tree,
  module: Module,
  source: { readonly package: string; readonly path: string },
  reporter: Reporter,
  /** Handlers that take the context after their first parameter. */
  handlers: ReadonlySet<t.Node> = new Set(),
): DurableFunction[] {
  const { marks, tasks } = readMarks(tree, module, reporter);
  const found: DurableFunction[] = [];
  const durable = new Set<t.Node>();
  tree.find(FUNCTIONS, (node, index) => {
    if (!t.isFunction(node) || tasks.has(node)) return true;
    const ancestors = tree.ancestorsOf(index);
    const isHandler = handlers.has(node);
    const mark = marks.get(node) ?? (isHandler ? HELPER : markOf(node, ancestors, module));
    if (!mark) return true;
    const place = placeOf(ancestors);
    const name = ownName(node, ancestors);
    const isPart = ancestors.some((ancestor) => durable.has(ancestor));
    if (isPart) return true;
    if (place.kind === "nested" && mark.kind === "helper" && !mayBeNested(node, ancestors)) {
      reporter.report(messages.notAtModuleLevel({ name }), headOf(node));
      return true;
    }
    const isMethod = t.isMethod(node);
    const inField = !isMethod && place.kind === "module" && place.class !== null;
    const key = isMethod ? methodName(node) : undefined;
    if (isMethod && (key === undefined || (node.kind !== "method" && node.async !== true))) {
      if (node.async) reporter.report(messages.methodNotSupported({ name }), headOf(node));
      return true;
    }
    if (handsOperationOn(node)) node.async = true;
    // A plain one, whose functions are compiled.
    const isDecorator =
      !node.async && !node.generator && hasDirective(node, "use durable") && makesCode(node);
    if (isDecorator && !isMethod && place.kind === "module") return true;
    if (!node.generator ? !node.async : mark.kind !== "helper") {
      reporter.report(messages.notAsync({ name }), headOf(node));
      return false;
    }
    durable.add(node);
    const owner = place.kind === "module" ? place.class : null;
    const kept = keptMethod(node, owner, module);
    dropDecorators(node);
    const path = [...place.path];
    if (t.isFunctionDeclaration(node) && node.id && place.kind === "module")
      path.splice(0, path.length, node.id.name);
    if (key !== undefined) path.push(key);
    if (place.kind === "nested" && mark.kind === "helper" && "id" in node && node.id) path.push(node.id.name);
    if (path.length === 0)
      path.push(t.isFunctionExpression(node) && node.id ? node.id.name : hashedName(node, mark));
    const base = `${source.package}/${source.path}#${path.join("/")}`;
    // Of several unnamed functions in one place each is known by its code.
    const isOneOfMany = !isNamed(node, ancestors.at(-1)) && found.some((known) => known.lexicalId === base);
    const lexicalId = isOneOfMany ? `${base}/${hashedName(node, mark)}` : base;
    const id = mark.explicitName === undefined ? lexicalId : `${source.package}#${mark.explicitName}`;
    const takes = mark.kind !== "helper" || takesContext(module, node) || isNamedContext(node);
    found.push({
      node: node as DurableNode,
      id,
      lexicalId,
      name,
      kind: mark.kind,
      options: mark.options,
      contextAt: isHandler ? 1 : takes ? 0 : null,
      form: formOf(node, ancestors),
      captures: place.kind === "nested" ? capturesOf(node, name, ancestors, reporter) : inField ? [] : null,
      class: inField || (isMethod && !t.isObjectMethod(node)) ? owner : null,
      kept,
    });
    return true;
  });
  reportDuplicates(found, reporter);
  return found;
}

/** Functions given to `durable.flow(...)` and its like, directly or by the name of a function in this file; and to tasks. */
function readMarks(tree: Tree, module: Module, reporter: Reporter) {
  const marks = new Map<t.Node, Mark>();
  const tasks = new Set<t.Node>();
  tree.find(CALLS, (node) => {
    const kind = makerOf(node, module);
    if (!kind) return;
    const call = node as t.CallExpression;
    const given = withoutTypes(call.arguments.at(-1));
    const target = t.isIdentifier(given) ? module.bindings.get(given.name)?.value : given;
    const value = withoutTypes(target);
    if (!value || !t.isFunction(value)) return;
    if (kind === "task") return void tasks.add(value);
    const options = optionsOf(call, module);
    const explicitName = readName(options, reporter);
    marks.set(value, { kind, explicitName, options });
  });
  return { marks, tasks };
}

/** What the names at module level call. */
export function readFunctions(module: Module, found: readonly DurableFunction[]): Functions {
  const nodes = new Set<t.Node>(found.map(({ node }) => node));
  const functions = new Map<string, "durable" | "helper" | "plain">();
  for (const [name, binding] of module.bindings) {
    const value = withoutTypes(binding.value);
    if (makerOf(value, module)) functions.set(name, "durable");
    if (!t.isFunction(value) || value.generator) continue;
    if (nodes.has(value)) functions.set(name, "helper");
    else if (binding.kind !== "variable") functions.set(name, "plain");
  }
  return functions;
}

/** A helper in a plain function at module level gets copies of what it captures, as a durable function there does. */
function mayBeNested(node: t.Function, ancestors: readonly t.Node[]): boolean {
  if (t.isMethod(node) || node.generator || ancestors.some((ancestor) => t.isClass(ancestor))) return false;
  const outermost = ancestors.findIndex((ancestor) => t.isFunction(ancestor));
  return outermost >= 0 && placeOf(ancestors.slice(0, outermost)).kind === "module";
}

const isHelper = (node: t.Function, module: Module): boolean =>
  hasDirective(node, "use durable") ||
  (takesContext(module, node) && (node.async === true || handsOperationOn(node)));

function markOf(node: t.Function, ancestors: readonly t.Node[], module: Module): Mark | null {
  const isCompiled = isHelper(node, module) || (importsPerdure(module) && isGenerator(node, ancestors));
  return isCompiled ? HELPER : null;
}

/** A file may mention perdure without having to do with it. */
const importsPerdure = ({ durable, context, namespaces }: Module): boolean =>
  durable.size + context.size + namespaces.size > 0;

/** Generators at module level are compiled too, so that what they give can be stored. */
const isGenerator = (node: t.Function, ancestors: readonly t.Node[]): boolean =>
  node.generator === true && !t.isClassPrivateMethod(node) && placeOf(ancestors).kind === "module";

/** JavaScript under a directive has no types to tell. */
const isNamedContext = (node: t.Function): boolean =>
  t.isIdentifier(node.params[0], { name: "ctx" }) || t.isIdentifier(node.params[0], { name: "context" });

/** Whether a function has a name of its own, or one of the place that holds it alone. */
const isNamed = (node: t.Function, parent: t.Node | undefined): boolean =>
  t.isMethod(node) ||
  ("id" in node && !!node.id) ||
  t.isVariableDeclarator(parent) ||
  t.isObjectProperty(parent) ||
  t.isClassProperty(parent) ||
  t.isAssignmentExpression(parent);

function ownName(node: t.Function, ancestors: readonly t.Node[]): string {
  if ((t.isFunctionDeclaration(node) || t.isFunctionExpression(node)) && node.id) return node.id.name;
  if (t.isMethod(node)) return methodName(node)?.replace(/^static /, "") ?? "method";
  const place = placeOf(ancestors);
  return (place.kind === "module" ? place.path.at(-1) : undefined) ?? "anonymous";
}

function hashedName(node: t.Function, mark: Mark): string {
  return `${mark.kind}~${digest(structureOf(node), 6)}`;
}

function formOf(node: t.Function, ancestors: readonly t.Node[]): DurableFunction["form"] {
  if (t.isMethod(node)) return "method";
  if (!t.isFunctionDeclaration(node)) return "expression";
  return t.isExportDefaultDeclaration(ancestors.at(-1)) && !node.id ? "default" : "declaration";
}

/** The part of a function that a diagnostic points at: its head, not its whole body. */
const headOf = (node: t.Function): t.Node =>
  ("id" in node && node.id) || (t.isMethod(node) && node.key) || node.params[0] || node;

function reportDuplicates(found: readonly DurableFunction[], reporter: Reporter): void {
  const seen = new Set<string>();
  for (const { id, node } of found) {
    if (seen.has(id)) reporter.report(messages.duplicateFunction({ id }), headOf(node));
    seen.add(id);
  }
}
