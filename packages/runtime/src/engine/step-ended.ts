import { TimeoutError } from "../errors/timeout-error.js";
import { describeOperation, isStep } from "../operations/operation.js";
import { afterFailure } from "../options/retry-policy.js";
import type { Core } from "./core.js";
import type { StepEnd } from "./steps.js";

/** An attempt of a step has ended: its outcome is final, or another attempt is due. */
export function stepEnded(core: Core, end: StepEnd): void {
  const { executionId, attempt, outcome } = end;
  const run = core.runs.get(executionId);
  const operation = run?.live.operations.get(end.operation);
  if (!run || !operation || !isStep(operation)) return;
  core.observer.stepEnded?.(run.execution, operation, end);
  if ("value" in outcome) return run.receiveOwn(operation, outcome);
  const after = afterFailure(operation.policy?.retry, attempt, outcome.error, core.random);
  if ("error" in after) return run.receiveOwn(operation, after);
  const nowMs = core.clock.now();
  const dueAtMs = nowMs + after.retryInMs;
  if (dueAtMs >= (operation.deadlineAtMs ?? Infinity)) {
    const limitMs = operation.policy!.timeoutMs!;
    const error = new TimeoutError(describeOperation(operation), limitMs, { cause: outcome.error });
    return run.receiveOwn(operation, { error });
  }
  operation.attempt = attempt + 1;
  operation.dueAtMs = dueAtMs;
  run.isDirty = true;
  run.quiet();
}
