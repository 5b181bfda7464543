import type { LiveExecution } from "../execution/live-execution.js";
import { describeOperation, type Outcome, type StepOperation } from "../operations/operation.js";
import { nextDelayMs } from "../operations/retry-policy.js";
import { commitTurn } from "./commit-turn.js";
import type { Core } from "./core.js";
import { crossByValue } from "./cross-by-value.js";
import { LEFT, type Next } from "./next.js";
import { performStep } from "./perform-step.js";
import { report, takeTurn, waitingCommit } from "./take-turn.js";

/** One attempt of a step (`performed`, where its code is to run on a copy), and the turn that its outcome makes possible; or the commit of its next attempt. */
export async function takeStep(
  core: Core,
  live: LiveExecution,
  operation: StepOperation,
  performed: StepOperation = operation,
): Promise<Next> {
  delete operation.dueAtMs;
  const idempotencyKey = live.idempotencyKey(operation);
  const { attempt } = operation;
  const outcome = await performStep(
    performed,
    { idempotencyKey, attempt, signal: core.stopping },
    core.services(),
  );
  if (core.stopping.aborted || core.live.get(live.executionId) !== live) return LEFT;
  const delayMs = "error" in outcome ? nextDelayMs(operation.retry, attempt, outcome.error) : undefined;
  if (delayMs === undefined) return settleOperation(core, live, operation, outcome);
  operation.attempt = attempt + 1;
  operation.dueAtMs = core.clock.now() + delayMs;
  return commitTurn(core, live, waitingCommit(core, live, operation), { waitsFor: operation });
}

/** Hands an operation's outcome to the task that waits for it. */
export function settleOperation(
  core: Core,
  live: LiveExecution,
  operation: StepOperation,
  outcome: Outcome,
): Promise<Next> {
  const crossed = crossByValue(outcome, describeOperation(operation));
  live.uncommitted = { operation: operation.n, outcome: crossed.text };
  live.withdraw(operation);
  report(core, live, operation, crossed.outcome);
  return takeTurn(core, live, crossed.outcome);
}
