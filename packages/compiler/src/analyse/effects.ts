import * as t from "@babel/types";
import { walk } from "../ast/walk.js";
import type { Binding, Bindings } from "./bindings.js";
import { isRun } from "./context.js";

/**
 * Finds the functions given to `ctx.run`, directly or through a constant used for nothing else, and marks
 * them and everything in them as native: their bodies are left as they are.
 */
export function markEffects(root: t.Function, bindings: Bindings, context: Binding | null): Set<t.Node> {
  const effects = new Set<t.Node>();
  const given = new Set<t.Node>();
  walk(root, (node) => {
    if (!isRun(node, bindings, context)) return;
    for (const argument of node.arguments) {
      if (t.isFunction(argument)) effects.add(argument);
      else if (t.isIdentifier(argument)) given.add(argument);
    }
  });
  for (const identifier of given) {
    const binding = bindings.references.get(identifier)?.binding;
    if (!binding || binding.kind !== "const" || !t.isVariableDeclarator(binding.declaration)) continue;
    const { init } = binding.declaration;
    if (!init || !t.isFunction(init)) continue;
    if (binding.references.every((reference) => given.has(reference.identifier))) effects.add(init);
  }
  for (const [node, info] of bindings.functions) {
    info.native = effects.has(node) || (info.parent?.native ?? false);
  }
  return effects;
}
