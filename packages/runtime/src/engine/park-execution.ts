import type { ParkCommit } from "../store/store.js";
import type { Core } from "./core.js";
import { LEFT, type Next } from "./next.js";

/** Sets an execution aside with the reason; it keeps its snapshot. */
export async function parkExecution(
  core: Core,
  parked: Pick<ParkCommit, "id" | "epoch" | "reason" | "detail">,
): Promise<Next> {
  const commit: ParkCommit = { kind: "park", updatedAtMs: core.clock.now(), ...parked };
  const result = await core.commits.submit(commit);
  core.live.delete(parked.id);
  if (parked.reason === "needs_code" || parked.reason === "needs_migration")
    core.parkedForCode.add(parked.id);
  const { id, reason, detail } = parked;
  if ("error" in result)
    core.logger.error({ id, reason, error: result.error }, "could not park an execution");
  else if (result.status === "committed") {
    core.logger.error({ id, reason }, detail);
    core.waiters.tell({ id, status: "parked", outcome: null, reason, detail });
  }
  return LEFT;
}
