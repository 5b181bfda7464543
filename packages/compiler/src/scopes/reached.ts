import type { Binding, Bindings, FunctionInfo, Scope } from "../analyse/bindings.js";

/** Tells the scope objects around some functions that they, or functions inside them, reach, outermost first. */
export function readReachedScopes(
  { references, scopes }: Bindings,
  isInScopeObject: (binding: Binding) => boolean,
): (functions: ReadonlySet<FunctionInfo>) => Scope[] {
  const reached = new Map<FunctionInfo, Set<Scope>>();
  for (const { binding, fn } of references.values()) {
    if (!binding || fn === binding.scope.fn || !isInScopeObject(binding)) continue;
    for (let at: FunctionInfo | null = fn; at && at !== binding.scope.fn; at = at.parent) {
      reached.set(at, (reached.get(at) ?? new Set()).add(binding.scope));
    }
  }
  const order = new Map([...scopes.values()].map((scope, index) => [scope, index]));
  return (functions) => {
    const isInside = (fn: FunctionInfo): boolean => {
      for (let at: FunctionInfo | null = fn; at; at = at.parent) if (functions.has(at)) return true;
      return false;
    };
    const found = new Set([...functions].flatMap((fn) => [...(reached.get(fn) ?? [])]));
    return [...found].filter(({ fn }) => !isInside(fn)).sort((a, b) => order.get(a)! - order.get(b)!);
  };
}
