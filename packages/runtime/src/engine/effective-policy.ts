import type { DurableDefinition } from "../api/definition.js";
import { functionPolicy, type FunctionPolicy } from "../options/function-options.js";
import type { Core } from "./core.js";

const policies = new WeakMap<object, WeakMap<DurableDefinition, FunctionPolicy>>();

/** A function's policy on this engine: its own options, then the engine's defaults for functions. */
export function effectivePolicy({ functionDefaults }: Core, definition: DurableDefinition): FunctionPolicy {
  if (Object.keys(functionDefaults).length === 0) return definition.policy;
  let own = policies.get(functionDefaults);
  if (!own) policies.set(functionDefaults, (own = new WeakMap()));
  let policy = own.get(definition);
  if (!policy) {
    policy = functionPolicy(definition.name, definition.options, functionDefaults);
    own.set(definition, policy);
  }
  return policy;
}
