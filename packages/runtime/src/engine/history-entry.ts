import { isStep, type Operation } from "../operations/operation.js";
import type { Outcome } from "../promises/outcome.js";
import type { HistoryEntry } from "../store/store.js";

/** What an operation did, for people. `text`: its outcome's. */
export function historyEntry(
  operation: Operation,
  outcome: Outcome,
  text: string,
  nowMs: number,
): HistoryEntry {
  const { n, kind, label } = operation;
  const abandoned = isStep(operation) && operation.abandoned;
  return {
    n,
    kind,
    label,
    startMs: operation.askedAtMs,
    endMs: nowMs,
    attempt: isStep(operation) ? operation.attempt : 1,
    bytes: text.length,
    ...("error" in outcome && { error: messageOf(outcome.error) }),
    ...(abandoned && { note: "abandoned" }),
  };
}

/** At most so much of an error's message is kept. */
const LONGEST_MESSAGE = 500;

export const messageOf = (error: unknown): string =>
  (error instanceof Error ? `${error.name}: ${error.message}` : String(error)).slice(0, LONGEST_MESSAGE);
