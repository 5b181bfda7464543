import { MAIN_TASK } from "../../execution/live-execution.js";
import { refuseAt } from "../../execution/interrupt.js";
import type { Task } from "../../execution/task.js";
import { framesOf } from "../../execution/write-task.js";
import { checkpointOf } from "../../frames/place.js";
import { parkRun } from "../park-run.js";
import type { Run } from "../run.js";

/** A value that cannot be stored is thrown at the await of the task that ran last; twice at one await parks (rule 6). */
export function refuseSnapshot(run: Run, error: Error): void {
  const { live } = run;
  const last = live.lastRan?.frame ? live.lastRan : live.tasks.get(MAIN_TASK);
  const at = last && `${last.id} ${awaitsOf(last).join(" ")}`;
  if (!last || run.refusedAt === at)
    return void parkRun(run, { reason: "unstorable", detail: error.message });
  run.refusedAt = at;
  live.step(() => refuseAt(live, last, error));
}

/** Where a task stands, and where each of its callers does. */
const awaitsOf = (task: Task): string[] =>
  framesOf(task).map((frame) => `${frame.machine.id} ${checkpointOf(frame)?.key ?? ""}`);
