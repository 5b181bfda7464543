import * as t from "@babel/types";
import { kindsOf } from "../ast/kinds.js";
import { staticKey } from "../ast/terms.js";
import type { Tree } from "../ast/tree.js";
import type { Reporter } from "../diagnostics/diagnostic.js";
import * as messages from "../generated/messages.js";
import { isDurable, takesContext, type Module } from "./module.js";
import { readName } from "./name-option.js";
import { optionOf, withoutTypes } from "./options.js";
import { placeOf } from "./place.js";

const CALLS = kindsOf("CallExpression");

/** One `durable.entity({ ... })`. */
export interface DurableEntity {
  /** What is given to `durable.entity`. */
  readonly definition: t.Expression;
  /** Package and explicit name, else package, path and place in the file. */
  readonly id: string;
  /** Its handlers that take a context after the state: they become machines. */
  readonly resumable: readonly t.Function[];
}

/** Finds the entities of a file's code, in source order. */
export function findEntities(
  tree: Tree,
  module: Module,
  source: { readonly package: string; readonly path: string },
  reporter: Reporter,
): DurableEntity[] {
  const found: DurableEntity[] = [];
  tree.find(CALLS, (node, index) => {
    if (!isEntityMaker(node, module)) return;
    const definition = withoutTypes(node.arguments[0]);
    if (!t.isExpression(definition)) return;
    const written = objectOf(definition, module);
    const explicit = readName(written, reporter);
    const place = placeOf(tree.ancestorsOf(index));
    const name = explicit ?? place.path.at(-1) ?? "entity";
    if (place.kind === "nested") return reporter.report(messages.entityMisplaced({ name }), node.callee);
    const handlers = objectOf(optionOf(written, "handlers"), module);
    if (!handlers) reporter.report(messages.entityHandlerUnknown({ name }), definition);
    const id =
      explicit === undefined
        ? `${source.package}/${source.path}#${place.path.join("/") || "entity"}`
        : `${source.package}#${explicit}`;
    if (found.some((known) => known.id === id))
      reporter.report(messages.duplicateFunction({ id }), definition);
    found.push({ definition, id, resumable: handlers ? resumableOf(handlers, module) : [] });
  });
  return found;
}

/** `durable.entity(...)`. */
export const isEntityMaker = (node: t.Node | null | undefined, module: Module): node is t.CallExpression =>
  t.isCallExpression(node) &&
  t.isMemberExpression(node.callee) &&
  !node.callee.computed &&
  isDurable(module, node.callee.object) &&
  t.isIdentifier(node.callee.property, { name: "entity" });

/** An object that is written there or in a constant of the file. */
function objectOf(node: t.Node | null | undefined, module: Module): t.ObjectExpression | null {
  const value = withoutTypes(node);
  const binding = t.isIdentifier(value) ? module.bindings.get(value.name) : undefined;
  const target = binding?.kind === "const" ? withoutTypes(binding.value) : value;
  return t.isObjectExpression(target) ? target : null;
}

function resumableOf(handlers: t.ObjectExpression, module: Module): t.Function[] {
  return handlers.properties.flatMap((part): t.Function[] => {
    if (t.isSpreadElement(part) || staticKey(part.key, part.computed) === undefined) return [];
    const handler = t.isObjectMethod(part) ? part : withoutTypes(part.value);
    return t.isFunction(handler) && contextAt(handler, module) === 1 ? [handler] : [];
  });
}

/** At which of its parameters a handler takes the context: the state comes first. */
function contextAt(handler: t.Function, module: Module): number {
  return handler.params.findIndex(
    (parameter) =>
      takesContext(module, { params: [parameter] }) ||
      (t.isIdentifier(parameter, { name: "ctx" }) && !parameter.typeAnnotation),
  );
}
