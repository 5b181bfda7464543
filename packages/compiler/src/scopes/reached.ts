import type { Binding, Bindings, FunctionInfo, Scope } from "../analyse/bindings.js";

/** Tells the captured variables around some functions that they, or functions inside them, use, outermost first. */
export function readReached(
  { references, scopes }: Bindings,
  isCaptured: (binding: Binding) => boolean,
): (functions: ReadonlySet<FunctionInfo>) => Binding[] {
  const reached = new Map<FunctionInfo, Set<Binding>>();
  for (const { binding, fn } of references.values()) {
    if (!binding || fn === binding.scope.fn || !isCaptured(binding)) continue;
    for (let at: FunctionInfo | null = fn; at && at !== binding.scope.fn; at = at.parent) {
      reached.set(at, (reached.get(at) ?? new Set()).add(binding));
    }
  }
  const order = new Map<Scope, number>();
  for (const scope of scopes.values()) if (scope.bindings.size > 0) order.set(scope, order.size);
  return (functions) => {
    const isInside = (fn: FunctionInfo): boolean => {
      for (let at: FunctionInfo | null = fn; at; at = at.parent) if (functions.has(at)) return true;
      return false;
    };
    const found = new Set<Binding>();
    for (const fn of functions)
      for (const binding of reached.get(fn) ?? []) if (!isInside(binding.scope.fn)) found.add(binding);
    return [...found].sort((a, b) => order.get(a.scope)! - order.get(b.scope)!);
  };
}
