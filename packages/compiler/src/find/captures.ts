import * as t from "@babel/types";
import { resolve } from "../analyse/resolve.js";
import { closureBetween, type Binding } from "../analyse/bindings.js";
import type { Reporter } from "../diagnostics/diagnostic.js";
import { captureReassigned } from "../generated/messages.js";

/**
 * The variables of the functions around that a durable function captures. Copies of them are part of each execution,
 * so that one that is assigned again is reported.
 */
export function capturesOf(
  node: t.Function,
  name: string,
  ancestors: readonly t.Node[],
  reporter: Reporter,
): string[] {
  const outermost = ancestors.find((ancestor) => t.isFunction(ancestor));
  if (!outermost) return [];
  const bindings = resolve(outermost);
  const own = bindings.functions.get(node)!;
  const captured = new Set<Binding>();
  for (const { binding, fn } of bindings.references.values()) {
    if (!binding) continue;
    const isInside = fn === own || closureBetween(own, fn)?.parent === own;
    const isOwn = binding.scope.fn === own || closureBetween(own, binding.scope.fn)?.parent === own;
    if (isInside && !isOwn) captured.add(binding);
  }
  for (const { name: variable, references } of captured) {
    const write = references.find(({ role }) => role === "write");
    if (write) reporter.report(captureReassigned({ name: variable, function: name }), write.identifier);
  }
  return [...captured].map((binding) => binding.name);
}
