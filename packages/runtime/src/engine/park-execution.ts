import type { Execution, ParkCommit, ParkReason } from "../store/store.js";
import type { Core } from "./core.js";

/** Sets an execution aside with the reason; it keeps its snapshot. */
export async function parkExecution(
  core: Core,
  { seq, id, epoch, functionId }: Execution,
  reason: ParkReason,
  detail: string,
): Promise<void> {
  const updatedAtMs = core.clock.now();
  const commit: ParkCommit = { kind: "park", seq, id, epoch, reason, detail, updatedAtMs };
  const result = await core.commits.submit(commit);
  if (reason === "needs_code" || reason === "needs_migration") core.parkedForCode.add(id);
  if ("error" in result)
    core.logger.error({ id, reason, error: result.error }, "could not park an execution");
  else if (result.status === "committed") {
    core.logger.error({ id, reason }, detail);
    core.waiters.tell({ id, status: "parked", outcome: null, reason, detail });
    core.hook("onParked", { id, functionId, reason, detail });
  }
}
