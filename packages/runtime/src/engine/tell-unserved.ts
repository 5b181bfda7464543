import { definedIds } from "../api/definition.js";
import type { Execution } from "../store/store.js";
import type { Core } from "./core.js";

/**
 * Logs, once for each durable function, that somebody waits for an execution which nobody runs: it has no owner, or
 * only one that is gone, and this process has not loaded its function.
 */
export async function tellUnserved(core: Core, execution: Execution): Promise<void> {
  const { id, functionId, owner, outcome } = execution;
  if (outcome !== null || owner === core.engineId || core.unserved.has(functionId)) return;
  if (definedIds().includes(functionId)) return;
  if (owner !== 0 && (await core.store.engines()) > 1) return;
  core.unserved.add(functionId);
  core.logger.warn(
    { execution: id, function: functionId },
    `somebody waits for an execution of "${functionId}", which no process has loaded; import the file that holds it`,
  );
}
