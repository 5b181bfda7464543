import { errorClasses } from "../errors/error-classes.js";
import { UnstorableResultError } from "../errors/unstorable-result-error.js";
import { references } from "../machine/reference.js";
import type { Outcome } from "../operations/operation.js";
import { decode, encode, UnstorableError, type CodecHooks } from "../snapshot/index.js";

// The errors that users catch keep their class on their way through a snapshot.
references("perdure", { ...errorClasses, UnstorableError: () => UnstorableError });

/** An outcome's text, and the copy of it that the durable function gets. */
export interface Crossed {
  readonly text: string;
  readonly outcome: Outcome;
}

/** Takes an outcome over by value. One that cannot be stored becomes an `UnstorableResultError`, which is final. */
export function crossByValue(outcome: Outcome, operation: string, hooks: CodecHooks = {}): Crossed {
  let text: string;
  try {
    text = encode(outcome, { ...hooks, foreignErrors: "flatten" });
  } catch (error) {
    if (!(error instanceof UnstorableError)) throw error;
    return crossByValue({ error: new UnstorableResultError(operation, error) }, operation);
  }
  return { text, outcome: isPrimitive(outcome) ? outcome : (decode(text, hooks) as Outcome) };
}

export const readOutcome = (text: string): Outcome => decode(text) as Outcome;

const isPrimitive = (outcome: Outcome): boolean =>
  "value" in outcome &&
  (outcome.value === null || (typeof outcome.value !== "object" && typeof outcome.value !== "function"));
