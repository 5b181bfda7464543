import { parkExecution, type Parking } from "./park-execution.js";
import type { Run } from "./run.js";

/** The execution stays where its last commit left it; outcomes that were consumed since are kept for later. */
export async function parkRun(run: Run, parking: Parking): Promise<void> {
  const { core, execution, unrecorded, id } = run;
  const { seq, epoch } = execution;
  run.isHeld = true;
  for (const outcome of unrecorded) void core.commits.submit({ kind: "outcome", seq, id, epoch, ...outcome });
  core.leave(run);
  const history = run.policy.historyEntries === 0 ? null : run.history;
  await parkExecution(core, execution, parking, history);
}
