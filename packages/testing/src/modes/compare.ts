import type { OperationRecord } from "perdure/engine";
import { canonical } from "./canonical.js";
import type { ModeResult } from "./mode.js";
import { readableError, readableOperation, readableOutcome } from "./readable.js";

/** The first step at which two modes differ. */
export interface Difference {
  readonly step: string;
  /** Where the step is awaited in the source, where that is known. */
  readonly place: string | undefined;
  readonly expected: string;
  readonly actual: string;
}

/**
 * Plain mode as it can be compared. Without the waits that no other mode knows the end of: an engine withdraws one that
 * nobody can hear of any more, as the loser of a race, and does not listen to such a child, which plain mode cannot
 * tell. And with the names that the compiler gives to durable functions which have none.
 */
export function comparable(plain: ModeResult, others: readonly ModeResult[]): ModeResult {
  const known = new Map(others.flatMap(({ trace }) => trace.map((operation) => [operation.n, operation])));
  const isWait = (kind: string): boolean => ["sleep", "event", "child"].includes(kind);
  const trace = plain.trace
    .filter(({ n, kind }) => !isWait(kind) || known.has(n))
    .map((operation) =>
      operation.label === UNNAMED
        ? { ...operation, label: known.get(operation.n)?.label ?? UNNAMED }
        : operation,
    );
  return { ...plain, trace };
}

/** What a durable function is called where nothing gives it a name. */
const UNNAMED = "anonymous";

/** Compares a mode's run with the plain one; undefined where they are equal. */
export function firstDifference(plain: ModeResult, actual: ModeResult): Difference | undefined {
  const expected = comparable(plain, [actual]);
  const steps = Math.max(expected.trace.length, actual.trace.length);
  for (let index = 0; index < steps; index++) {
    const [left, right] = [expected.trace[index], actual.trace[index]];
    if (left && right && exactOperation(left) === exactOperation(right)) continue;
    const step = `operation ${(left ?? right)!.n}`;
    return {
      step,
      place: left?.place || right?.place || undefined,
      expected: shown(left),
      actual: shown(right),
    };
  }
  if (exactOutcome(expected.outcome) === exactOutcome(actual.outcome)) return undefined;
  const [left, right] = [readableOutcome(expected.outcome), readableOutcome(actual.outcome)];
  const place = expected.trace.at(-1)?.place ?? actual.trace.at(-1)?.place;
  return { step: "the end", place, expected: JSON.stringify(left), actual: JSON.stringify(right) };
}

export const formatDifference = (expected: ModeResult, actual: ModeResult, difference: Difference): string =>
  [
    `${expected.mode} and ${actual.mode} differ first at ${difference.step}:`,
    ...(difference.place ? [`  at ${difference.place}`] : []),
    `  ${expected.mode}: ${difference.expected}`,
    `  ${actual.mode}: ${difference.actual}`,
  ].join("\n");

const shown = (operation: OperationRecord | undefined): string =>
  operation ? JSON.stringify(readableOperation(operation)) : "(no such operation)";

function exactOperation({ n, kind, label, args, outcome }: OperationRecord): string {
  return JSON.stringify([n, kind, label, args.map((arg) => canonical(arg)), exactOutcome(outcome)]);
}

const exactOutcome = (outcome: ModeResult["outcome"]): string =>
  "error" in outcome ? JSON.stringify(["error", readableError(outcome.error)]) : canonical(outcome.value);
