import type { RestoreError } from "../execution/restore-execution.js";
import type { Execution, HistoryEntry, ParkCommit, ParkReason } from "../store/store.js";
import type { Core } from "./core.js";
import { executionEntry } from "./history-entry.js";
import { loadedCode } from "./loaded-code.js";

/** Why an execution is parked. */
export interface Parking {
  readonly reason: ParkReason;
  /** For people. */
  readonly detail: string;
  /** Engines with other code may be able to go on. */
  readonly needsOtherCode?: boolean;
}

export const parkingOf = ({ reason, message, needsOtherCode }: RestoreError): Parking => ({
  reason,
  detail: message,
  needsOtherCode,
});

/**
 * Sets an execution aside with the reason; it keeps its snapshot. `history`: what has not been written yet; null where
 * none is kept.
 */
export async function parkExecution(
  core: Core,
  { seq, id, epoch, functionId, attempt }: Execution,
  { reason, detail, needsOtherCode = false }: Parking,
  history: readonly HistoryEntry[] | null = [],
): Promise<void> {
  const updatedAtMs = core.clock.now();
  const entry = executionEntry("parked", updatedAtMs, attempt, { label: reason, error: detail });
  const entries = history && { history: JSON.stringify([...history, entry]) };
  // As it is now, when it could not go on: more may be loaded before the commit is done.
  const code = needsOtherCode ? { code: loadedCode() } : undefined;
  const commit: ParkCommit = {
    kind: "park",
    seq,
    id,
    epoch,
    reason,
    detail,
    updatedAtMs,
    ...code,
    ...entries,
  };
  const result = await core.commits.submit(commit);
  if ("error" in result)
    core.logger.error({ execution: id, reason, err: result.error }, "could not park an execution");
  else if (result.status === "committed") parked(core, { id, functionId }, { reason, detail });
}

/** Tells all who want to know. */
export function parked(
  core: Core,
  { id, functionId }: Pick<Execution, "id" | "functionId">,
  { reason, detail }: Parking,
): void {
  core.logger.error({ execution: id, reason }, detail);
  core.waiters.tell({ id, status: "parked", outcome: null, reason, detail });
  core.hook("onParked", { id, functionId, reason, detail });
  core.observer.parked?.({ id, functionId }, reason);
}
