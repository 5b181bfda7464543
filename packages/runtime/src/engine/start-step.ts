import type { StepOperation } from "../operations/operation.js";
import type { Run } from "./run.js";

/** Starts an attempt of a step whose commit is done, unless it waits for its time. */
export function startStep(run: Run, operation: StepOperation): void {
  const { core, live, id } = run;
  if (operation.dueAtMs !== undefined && operation.dueAtMs > core.clock.now()) return;
  delete operation.dueAtMs;
  core.observer.stepStarted?.(run.execution, operation);
  core.steps.start(id, run.isolated?.(operation) ?? operation, live.idempotencyKey(operation), run.slots);
}
