import { interruptAll, unwind } from "../execution/interrupt.js";
import { CancelledError } from "../errors/cancelled-error.js";
import { TimeoutError } from "../errors/timeout-error.js";
import { isStep } from "../operations/operation.js";
import type { Outcome } from "../promises/outcome.js";
import { stateOf } from "../promises/durable-promise.js";
import { controlDueAtMs } from "./control.js";
import { crossByValue, readOutcome } from "./cross-by-value.js";
import type { Incoming } from "./incoming.js";
import type { Run } from "./run.js";

/** Cancels an execution, ends it, or carries out the deadline that has passed (rule 25). */
export function stopRun(run: Run, incoming: Exclude<Incoming, { kind: "outcome" | "call" }>): void {
  const { control } = run;
  const what = `The execution "${run.id}"`;
  if (incoming.kind === "end") {
    if (!run.main?.published) control.stopped = "cancelled";
    endAtOnce(run, new CancelledError(what, incoming.reason, "ended"), "end");
  } else if (incoming.kind === "cancel") {
    const error = new CancelledError(what, incoming.reason);
    if (control.stopped) endAtOnce(run, stoppedBy(run) ?? error);
    else stop(run, "cancelled", error);
  } else passDeadline(run, what);
}

function passDeadline(run: Run, what: string): void {
  const { control, policy } = run;
  const nowMs = run.core.clock.now();
  if (control.call && passCallDeadline(run, nowMs)) return;
  if ((control.cleanupUntilMs ?? Infinity) <= nowMs) {
    endAtOnce(run, stoppedBy(run) ?? new TimeoutError(what, policy.cleanupTimeoutMs));
  } else if ((control.deadlineAtMs ?? Infinity) <= nowMs) {
    stop(run, "timeout", new TimeoutError(what, policy.timeoutMs ?? 0));
  } else if ((control.attemptDeadlineAtMs ?? Infinity) <= nowMs) {
    const error = new TimeoutError(
      `Attempt ${run.execution.attempt} of ${what}`,
      policy.attemptTimeoutMs ?? 0,
    );
    delete control.attemptDeadlineAtMs;
    startCleanUp(run, error);
  }
}

/** A method of an object has taken too long: the object goes on. */
function passCallDeadline(run: Run, nowMs: number): boolean {
  const { control, calls, live } = run;
  if (control.stopped || !((controlDueAtMs(control) ?? Infinity) <= nowMs)) return false;
  const isCleanUp = (control.cleanupUntilMs ?? Infinity) <= nowMs;
  const error = isCleanUp ? (stoppedBy(run) as Error) : calls.timeoutError();
  delete control.attemptDeadlineAtMs;
  if (isCleanUp) {
    delete control.cleanupUntilMs;
    unwind(live, error);
  } else if (calls.isPlain) calls.refuse(error);
  else startCleanUp(run, error);
  return true;
}

function stop(run: Run, how: "cancelled" | "timeout", error: Error): void {
  const { control } = run;
  delete control.deadlineAtMs;
  delete control.attemptDeadlineAtMs;
  control.stopped = how;
  startCleanUp(run, error);
}

/** Throws the error into every task, and gives the function time to clean up. */
function startCleanUp(run: Run, error: Error): void {
  const { live, core, control, policy } = run;
  run.note(control.stopped ?? "attempt-timeout", { error });
  control.stoppedBy = crossByValue({ error }, run.id).text;
  control.cleanupUntilMs = core.clock.now() + policy.cleanupTimeoutMs;
  core.wakeAt(control.cleanupUntilMs);
  run.isDirty = true;
  cancelChildren(run, "cancel", error.message.split("\n")[0]!);
  const stopped = live.abort;
  live.abort = new AbortController();
  live.step(() => {
    stopped.abort(error);
    interruptAll(live, error);
  });
  for (const operation of live.operations.values()) {
    // What nobody has asked for does not disturb the clean-up with its end.
    stateOf(operation.promise)!.markHandled();
    if (!isStep(operation)) continue;
    if (core.steps.isInFlight(run.id, operation.n)) core.steps.cancel(run.id, operation.n, error, false);
    else run.receiveOwn(operation, { error });
  }
}

/** Ends it without running its code. A result that it has given already stands. */
function endAtOnce(run: Run, error: unknown, children: "cancel" | "end" = "cancel"): void {
  for (const { n } of run.live.operations.values()) run.core.steps.cancel(run.id, n, error as Error, true);
  cancelChildren(run, children, null);
  run.live.drop();
  run.isDirty = true;
  run.note("end", { error });
  if (run.main?.published) return;
  run.main = { ...crossByValue({ error }, run.id), published: false };
}

function cancelChildren({ live }: Run, kind: "cancel" | "end", payload: string | null): void {
  for (const operation of live.operations.values())
    if (operation.kind === "child") live.outgoing.messages.push({ to: operation.childId, kind, payload });
}

function stoppedBy({ control }: Run): unknown {
  const outcome: Outcome | undefined =
    control.stoppedBy === undefined ? undefined : readOutcome(control.stoppedBy);
  return outcome && "error" in outcome ? outcome.error : undefined;
}
