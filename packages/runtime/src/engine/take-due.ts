import { TimeoutError } from "../errors/timeout-error.js";
import { describeOperation, isStep, type PendingOperation } from "../operations/operation.js";
import { controlDueAtMs } from "./control.js";
import type { Run } from "./run.js";
import { startStep } from "./steps/start-step.js";
import { stepEnded } from "./steps/step-ended.js";

/** Whatever is due by now: elapsed sleeps, waits that time out, attempts of steps, deadlines. */
export function takeDue(run: Run): void {
  const { live, control, core, id } = run;
  const nowMs = core.clock.now();
  for (const operation of [...live.operations.values()].sort(byTime)) {
    const { n } = operation;
    if (isStep(operation)) {
      const kept = core.steps.takeKept(id, n);
      if (kept) stepEnded(core, kept);
      else if ((operation.deadlineAtMs ?? Infinity) <= nowMs) {
        const error = new TimeoutError(describeOperation(operation), operation.policy!.timeoutMs!);
        core.steps.cancel(id, n, error, true);
        run.receiveOwn(operation, { error });
      } else if (!core.steps.isInFlight(id, n) && run.mayStart(operation)) startStep(run, operation);
    } else if (operation.kind === "sleep" && operation.dueAtMs <= nowMs) {
      run.receive({ kind: "outcome", operation: n, outcome: { value: undefined }, text: "", timer: true });
    } else if (operation.kind === "object" && (operation.dueAtMs ?? Infinity) <= nowMs) {
      const error = new TimeoutError(describeOperation(operation), operation.timeoutMs!);
      run.receive({ kind: "outcome", operation: n, outcome: { error }, text: "", timer: true });
    } else if (operation.kind === "event" && (operation.dueAtMs ?? Infinity) <= nowMs) {
      const error = new TimeoutError(describeOperation(operation), operation.timeoutMs!);
      run.receive({ kind: "outcome", operation: n, outcome: { error }, text: "", timer: true });
    }
  }
  // It runs with the next commit, which must not wait for anything else.
  if ([...live.operations.values()].some(({ kind }) => kind === "transaction")) run.isDirty = true;
  if (controlDueAtMs(control) <= nowMs) run.receive({ kind: "deadline" });
}

const byTime = (a: PendingOperation, b: PendingOperation): number => timeOf(a) - timeOf(b) || a.n - b.n;

const timeOf = (operation: PendingOperation): number =>
  "dueAtMs" in operation ? (operation.dueAtMs ?? 0) : 0;
