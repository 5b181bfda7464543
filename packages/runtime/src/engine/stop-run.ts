import { CancelledError } from "../errors/cancelled-error.js";
import { TimeoutError } from "../errors/timeout-error.js";
import { isStep } from "../operations/operation.js";
import type { Outcome } from "../promises/outcome.js";
import { crossByValue, readOutcome } from "./cross-by-value.js";
import type { Incoming } from "./incoming.js";
import type { Run } from "./run.js";

/** Cancels an execution, ends it, or carries out the deadline that has passed (rule 25). */
export function stopRun(run: Run, incoming: Exclude<Incoming, { kind: "outcome" }>): void {
  const { control } = run;
  const what = `The execution "${run.id}"`;
  if (incoming.kind === "end") {
    endAtOnce(run, new CancelledError(what, incoming.reason));
  } else if (incoming.kind === "cancel") {
    const error = new CancelledError(what, incoming.reason);
    if (control.stopped) endAtOnce(run, stoppedBy(run) ?? error);
    else stop(run, "cancelled", error);
  } else passDeadline(run, what);
}

function passDeadline(run: Run, what: string): void {
  const { control, policy } = run;
  const nowMs = run.core.clock.now();
  if ((control.cleanupUntilMs ?? Infinity) <= nowMs) {
    endAtOnce(run, stoppedBy(run) ?? new TimeoutError(what, policy.timeoutMs ?? 0));
  } else if ((control.deadlineAtMs ?? Infinity) <= nowMs) {
    stop(run, "timeout", new TimeoutError(what, policy.timeoutMs ?? 0));
  } else if ((control.attemptDeadlineAtMs ?? Infinity) <= nowMs) {
    const limitMs = policy.attemptTimeoutMs ?? 0;
    delete control.attemptDeadlineAtMs;
    control.cleanupUntilMs = nowMs + policy.cleanupTimeoutMs;
    interrupt(run, new TimeoutError(`Attempt ${run.execution.attempt} of ${what}`, limitMs));
  }
}

/** Throws the error into every task, and gives the function time to clean up. */
function stop(run: Run, how: "cancelled" | "timeout", error: Error): void {
  const { control } = run;
  delete control.deadlineAtMs;
  delete control.attemptDeadlineAtMs;
  control.stopped = how;
  control.stoppedBy = crossByValue({ error }, run.id).text;
  control.cleanupUntilMs = run.core.clock.now() + run.policy.cleanupTimeoutMs;
  interrupt(run, error);
}

function interrupt(run: Run, error: Error): void {
  const { live, core } = run;
  run.isDirty = true;
  for (const operation of live.operations.values()) {
    if (operation.kind === "child")
      live.outgoing.messages.push({
        to: operation.childId,
        kind: "cancel",
        payload: error.message.split("\n")[0]!,
      });
    if (isStep(operation)) core.steps.cancel(run.id, operation.n, error, false);
  }
  const stopped = live.abort;
  live.abort = new AbortController();
  live.step(() => {
    stopped.abort(error);
    live.interruptAll(error);
  });
}

/** Ends it without running its code. */
function endAtOnce(run: Run, error: unknown): void {
  const { text, outcome } = crossByValue({ error }, run.id);
  for (const { n } of run.live.operations.values()) run.core.steps.cancel(run.id, n, error as Error, true);
  run.live.drop();
  run.main = { outcome, text, published: run.main?.published ?? false };
  run.isDirty = true;
}

function stoppedBy({ control }: Run): unknown {
  const outcome: Outcome | undefined =
    control.stoppedBy === undefined ? undefined : readOutcome(control.stoppedBy);
  return outcome && "error" in outcome ? outcome.error : undefined;
}
