import { TimeoutError } from "../../errors/timeout-error.js";
import { describeOperation, isStep, type StepOperation } from "../../operations/operation.js";
import { afterFailure } from "../../options/retry-policy.js";
import type { Outcome } from "../../promises/outcome.js";
import type { Core } from "../core.js";
import { failedAttempt } from "../history-entry.js";
import { retryOf } from "./perform-task.js";
import { recordEagerly } from "./record-eagerly.js";
import type { Run } from "../run.js";
import type { StepEnd } from "./steps.js";

/** An attempt of a step has ended: its outcome is final, or another attempt is due. */
export function stepEnded(core: Core, end: StepEnd): void {
  const { executionId, attempt, outcome } = end;
  const run = core.runs.get(executionId);
  const operation = run?.live.operations.get(end.operation);
  if (!run || !operation || !isStep(operation)) return;
  if ("value" in outcome || end.isFinal) return settle(run, operation, outcome);
  const judge = () => afterFailure(retryOf(operation), attempt, outcome.error, core.random);
  const { around } = run.live.ports;
  const after = around ? around(judge) : judge();
  if ("error" in after) return settle(run, operation, after);
  const nowMs = core.clock.now();
  const dueAtMs = nowMs + after.retryInMs;
  if (dueAtMs >= (operation.deadlineAtMs ?? Infinity)) {
    const limitMs = operation.policy!.timeoutMs!;
    const error = new TimeoutError(describeOperation(operation), limitMs, { cause: outcome.error });
    return settle(run, operation, { error });
  }
  run.history.push(failedAttempt(operation, end, core.clock.now()));
  operation.attempt = attempt + 1;
  operation.dueAtMs = dueAtMs;
  run.isDirty = true;
  run.quiet();
}

function settle(run: Run, operation: StepOperation, outcome: Outcome): void {
  if (operation.policy?.record === "eager") recordEagerly(run, operation, outcome);
  else run.receiveOwn(operation, outcome);
}
