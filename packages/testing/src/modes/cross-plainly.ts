import { crossByValue, type Outcome } from "perdure/engine";
import { isInstance } from "./is-instance.js";

/**
 * By value, as on an engine; but no class is registered in plain mode, so an instance of the program's own
 * class, an error for instance, crosses as itself and keeps its class; `arrives` may put another in its place.
 */
export function crossPlainly(
  outcome: Outcome,
  name: string,
  arrives: (instance: object) => object = (instance) => instance,
): Outcome {
  const instances: object[] = [];
  return crossByValue(outcome, name, {
    toTag: (value) => (isInstance(value) ? String(instances.push(value) - 1) : undefined),
    fromTag: (tag) => arrives(instances[Number(tag)]!),
  }).outcome;
}
