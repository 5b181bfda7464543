import { isStep, type StepOperation } from "../../operations/operation.js";
import type { Run } from "../run.js";
import { startStep } from "../steps/start-step.js";

/** Rule 22: with `checkpointInterval: n` only each n-th step of a lone task is committed; the others start at once. */
export function skipCommit(run: Run): boolean {
  const { live, policy } = run;
  if (policy.checkpointInterval === 1 || live.tasks.size !== 1 || live.isForeign || run.main) return false;
  if (run.isDirty || !live.outgoing.isEmpty) return false;
  const [operation, another] = live.operations.values();
  if (!operation || another || !isStep(operation) || needsCommit(operation)) return false;
  run.steps += 1;
  if (run.steps % policy.checkpointInterval === 0) return false;
  live.requests.take();
  live.moved = false;
  startStep(run, operation);
  return true;
}

/** It waits for its time, or is to be found again by its number. */
const needsCommit = ({ dueAtMs, deadlineAtMs, policy }: StepOperation): boolean =>
  dueAtMs !== undefined || deadlineAtMs !== undefined || policy?.record === "eager";
