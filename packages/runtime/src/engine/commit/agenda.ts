import { isStep, type TransactionOperation } from "../../operations/operation.js";
import { controlDueAtMs } from "../control.js";
import type { Run } from "../run.js";

/** What the pending operations mean for the execution's row. */
export interface Agenda {
  /** The first that asks for the user's transaction, which goes with this commit. */
  readonly transaction: TransactionOperation | undefined;
  /** Whether there is another one behind it. */
  readonly hasNext: boolean;
  /** Whether whoever takes it over has something to do at once. */
  readonly isRunning: boolean;
  /** When its engine must look at it; null where only a message can wake it. */
  readonly dueAtMs: number | null;
}

export function agendaOf(run: Run, nowMs: number): Agenda {
  const { live, control } = run;
  let transaction: TransactionOperation | undefined;
  let hasNext = false;
  let isRunning = live.isForeign;
  let dueAtMs = controlDueAtMs(control);
  for (const operation of live.operations.values()) {
    if (operation.kind === "child" || operation.kind === "receive") continue;
    if (operation.kind === "transaction") {
      if (run.hasOutcomeOf(operation)) continue;
      if (transaction) hasNext = true;
      else transaction = operation;
      isRunning = true;
      continue;
    }
    const operationDueAtMs = operation.dueAtMs;
    if (operationDueAtMs !== undefined) dueAtMs = Math.min(dueAtMs, operationDueAtMs);
    if (!isStep(operation)) continue;
    if (operation.deadlineAtMs !== undefined) dueAtMs = Math.min(dueAtMs, operation.deadlineAtMs);
    if (operationDueAtMs === undefined || operationDueAtMs <= nowMs) isRunning = true;
  }
  return { transaction, hasNext, isRunning, dueAtMs: dueAtMs === Infinity ? null : dueAtMs };
}
