import { digest } from "../ast/print.js";
import { Structure } from "../ast/structure.js";
import type { Tree } from "../ast/tree.js";
import type { Reporter } from "../diagnostics/diagnostic.js";
import type { DurableFunction, Functions } from "../find/durable-function.js";
import type { Module } from "../find/module.js";
import { checkFunction } from "../check/check.js";
import type * as t from "@babel/types";
import type { Analysis, Site } from "./analysis.js";
import { isMachine } from "./bindings.js";
import { contextOf } from "./context.js";
import { guardedClosures } from "./guarded-closures.js";
import { importedValues } from "./imported-values.js";
import { markEffects } from "./effects.js";
import { nameClosures } from "./name-closures.js";
import { resolve } from "./resolve.js";
import { describeSites } from "./sites.js";
import { suspensionsOf } from "./suspensions.js";
import { tailsOf } from "./tails.js";

/** Reads one durable function, whose types are erased: its names, closures and awaits. Reports what is misused. */
export function analyse(
  fn: DurableFunction,
  tree: Tree,
  module: Module,
  functions: Functions,
  lines: readonly string[],
  reporter: Reporter,
): Analysis {
  const structure = new Structure(fn.node);
  const hash = digest(structure.of(fn.node), 12);
  const bindings = resolve(fn.node, fn.captures ?? []);
  const context = fn.contextAt === null ? null : contextOf(fn.node, bindings, fn.contextAt);
  const effects = markEffects(tree, bindings, context);
  checkFunction({ fn, tree, module, functions, bindings, context, effects, reporter });
  const closures = nameClosures(tree, structure, fn.lexicalId, bindings);
  const tails = new Map<t.Node, t.AwaitExpression>();
  const sites = new Map<t.Node, Site>();
  const suspending = new Set<t.Node>();
  for (const info of [...bindings.functions.values()].filter(isMachine)) {
    const own = tailsOf(info);
    const suspensions = [...suspensionsOf(info.node as t.Function, suspending), ...own.values()];
    for (const [node, tail] of own) tails.set(node, tail);
    for (const [node, site] of describeSites(
      suspensions,
      lines,
      structure,
      bindings,
      context,
      module,
      functions,
    ))
      sites.set(node, site);
  }
  return {
    fn,
    module,
    functions,
    bindings,
    context,
    hash,
    closures,
    guarded: guardedClosures(tree, bindings, context),
    sites,
    tails,
    suspending,
    importedValues: importedValues(tree, bindings, module),
  };
}
