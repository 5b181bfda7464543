import * as t from "@babel/types";
import { kindsOf } from "../ast/kinds.js";
import type { Tree } from "../ast/tree.js";
import type { Binding, Bindings } from "./bindings.js";
import { stepOf } from "./context.js";

const CALLS = kindsOf("CallExpression");

/**
 * Finds the functions given to `ctx.run` and `ctx.transaction`, directly or through a constant used for nothing else,
 * with the name of the operation, and marks them and everything in them as native: their bodies are left as they are.
 */
export function markEffects(tree: Tree, bindings: Bindings, context: Binding | null): Map<t.Node, string> {
  const effects = new Map<t.Node, string>();
  const given = new Map<t.Node, string>();
  tree.find(CALLS, (node) => {
    const operation = stepOf(node, bindings, context);
    if (operation === null) return;
    for (const argument of (node as t.CallExpression).arguments) {
      if (t.isFunction(argument)) effects.set(argument, operation);
      else if (t.isIdentifier(argument)) given.set(argument, operation);
    }
  });
  for (const [identifier, operation] of given) {
    const binding = bindings.references.get(identifier)?.binding;
    if (!binding || binding.kind !== "const" || !t.isVariableDeclarator(binding.declaration)) continue;
    const { init } = binding.declaration;
    if (!init || !t.isFunction(init)) continue;
    if (binding.references.every((reference) => given.has(reference.identifier)))
      effects.set(init, operation);
  }
  for (const [node, info] of bindings.functions) {
    info.native = effects.has(node) || (info.parent?.native ?? false);
  }
  return effects;
}
