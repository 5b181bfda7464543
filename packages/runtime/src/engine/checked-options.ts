import { functionDefaults } from "../options/function-options.js";
import { readOptions } from "../options/known-options.js";
import { operationDefaults } from "../options/step-policy.js";
import type { EngineOptions } from "./options.js";

/** An engine's options and the defaults among them, checked. Throws a PerdureError as `readOptions` does. */
export function checkedOptions(given?: EngineOptions): EngineOptions {
  const options = readOptions("engine", "createEngine", given);
  const { hooks, functions, operations } = options;
  readOptions("engine.hooks", "createEngine, hooks", hooks);
  return {
    ...options,
    ...(functions && { functions: functionDefaults("createEngine, functions", functions) }),
    ...(operations && { operations: operationDefaults("createEngine, operations", operations) }),
  };
}
