import type { StepOperation } from "../../operations/operation.js";
import type { Run } from "../run.js";

/** Starts an attempt of a step whose commit is done, unless it waits for its time. */
export function startStep(run: Run, operation: StepOperation): void {
  const { core, live, execution, slots } = run;
  if (operation.dueAtMs !== undefined) {
    if (operation.dueAtMs > core.clock.now()) return;
    delete operation.dueAtMs;
  }
  core.steps.start({
    execution,
    operation: run.isolated?.(operation) ?? operation,
    idempotencyKey: operation.policy?.key ?? `${live.executionId}/${operation.n}`,
    slots,
    around: live.ports.around,
  });
}
