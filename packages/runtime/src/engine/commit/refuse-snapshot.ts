import { MAIN_TASK } from "../../execution/live-execution.js";
import { refuseAt } from "../../execution/interrupt.js";
import { checkpointOf } from "../../frames/place.js";
import { parkRun } from "../park-run.js";
import type { Run } from "../run.js";

/** A value that cannot be stored is thrown at the await of the task that ran last; twice at one await parks (rule 6). */
export function refuseSnapshot(run: Run, error: Error): void {
  const { live } = run;
  const last = live.lastRan?.frame ? live.lastRan : live.tasks.get(MAIN_TASK);
  const key = last?.frame ? (checkpointOf(last.frame)?.key ?? "") : "";
  const at = `${last?.id} ${key}`;
  if (!last || run.refusedAt === at)
    return void parkRun(run, { reason: "unstorable", detail: error.message });
  run.refusedAt = at;
  live.step(() => refuseAt(live, last, error));
}
