import type { DurableDefinition } from "../api/definition.js";
import type { FunctionDefaults, FunctionPolicy } from "../options/function-options.js";

/** The functions' options under one engine's defaults, each worked out once. */
export function policies(defaults: FunctionDefaults): (definition: DurableDefinition) => FunctionPolicy {
  const known = new WeakMap<DurableDefinition["policy"], FunctionPolicy>();
  return ({ policy }) => {
    const worked = known.get(policy) ?? policy(defaults);
    known.set(policy, worked);
    return worked;
  };
}
