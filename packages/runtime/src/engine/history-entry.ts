import { isStep, type Operation, type StepOperation } from "../operations/operation.js";
import type { Outcome } from "../promises/outcome.js";
import type { HistoryEntry } from "../store/store.js";
import type { Run } from "./run.js";
import type { StepEnd } from "./steps/steps.js";

/** What an operation did in all its attempts, for people. `text`: its outcome's. */
export function historyEntry(
  operation: Operation,
  outcome: Outcome,
  text: string,
  nowMs: number,
): HistoryEntry {
  const { n, kind, label } = operation;
  const step = isStep(operation) ? operation : undefined;
  const entry = {
    n,
    kind,
    label,
    startMs: operation.askedAtMs,
    endMs: nowMs,
    attempt: step?.attempt ?? 1,
    bytes: text.length,
  };
  if (!("error" in outcome) && !step?.abandoned) return entry;
  return {
    ...entry,
    ...("error" in outcome && { error: messageOf(outcome.error) }),
    ...(step?.abandoned && { note: "abandoned" }),
  };
}

/** An attempt of a step after which another one follows. */
export function failedAttempt({ n, kind, label }: StepOperation, end: StepEnd, nowMs: number): HistoryEntry {
  const { startMs, attempt, outcome } = end;
  const error = "error" in outcome ? messageOf(outcome.error) : "";
  return { n, kind, label, startMs, endMs: nowMs, attempt, error, note: "retried" };
}

/** An attempt of the function itself, which has ended. */
export function attemptEntry({ main, control, execution, core }: Run): HistoryEntry {
  const { outcome, text } = main!;
  const startMs = control.attemptAtMs ?? execution.createdAtMs;
  const failed = "error" in outcome ? { error: outcome.error } : {};
  const entry = executionEntry("attempt", core.clock.now(), execution.attempt, { startMs, ...failed });
  return { ...entry, bytes: text.length };
}

/** What happened to the execution as a whole: `attempt`, `cancel`, `timeout`, `end`, `taken-over`. */
export function executionEntry(
  kind: string,
  nowMs: number,
  attempt: number,
  more: { readonly label?: string; readonly error?: unknown; readonly startMs?: number } = {},
): HistoryEntry {
  const { label = "", startMs = nowMs } = more;
  const error = "error" in more ? { error: messageOf(more.error) } : {};
  return { n: 0, kind, label, startMs, endMs: nowMs, attempt, ...error };
}

/** At most so much of an error's message is kept, of its first line. */
const LONGEST_MESSAGE = 500;

export const messageOf = (error: unknown): string =>
  (error instanceof Error ? `${error.name}: ${error.message}` : String(error))
    .split("\n", 1)[0]!
    .slice(0, LONGEST_MESSAGE);
