import type { LiveExecution } from "./live-execution.js";

/** Whether all tasks wait for promises that nothing will settle. `pending`: how many operations it still waits for. */
export function isStuck(live: LiveExecution, pending: number): boolean {
  if (pending > 0 || live.isForeign || live.tasks.size === 0) return false;
  for (const { waitsFor } of live.tasks.values()) if (!waitsFor || waitsFor.outcome) return false;
  return true;
}
