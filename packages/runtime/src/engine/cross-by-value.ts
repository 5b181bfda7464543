import { messageOf } from "./history-entry.js";
import { errorClasses } from "../errors/error-classes.js";
import { UnstorableResultError } from "../errors/unstorable-result-error.js";
import { references } from "../machine/reference.js";
import { describeOperation, type Operation, type Outcome } from "../operations/operation.js";
import { decode, encode, isOrdinary, UnstorableError, type CodecHooks } from "../snapshot/index.js";

// The errors that users catch keep their class on their way through a snapshot.
references("perdure", { ...errorClasses, UnstorableError: () => UnstorableError });

/** An outcome's text, and the copy of it that the durable function gets. */
export interface Crossed {
  readonly text: string;
  readonly outcome: Outcome;
}

/** How outcomes cross. */
export interface CrossOptions extends CodecHooks {
  /** The longest text, in bytes of UTF-8. Default: no limit. */
  readonly maxBytes?: number;
}

/**
 * Takes an outcome over by value. One that cannot be stored, or is too large, becomes an `UnstorableResultError`,
 * which is final.
 */
export function crossByValue(
  outcome: Outcome,
  operation: string | Operation,
  options: CrossOptions = {},
): Crossed {
  const refused = (problem: ConstructorParameters<typeof UnstorableResultError>[1]): Crossed => {
    const name = typeof operation === "string" ? operation : describeOperation(operation);
    return crossByValue({ error: new UnstorableResultError(name, problem) }, name);
  };
  const { maxBytes = Infinity } = options;
  try {
    if (isPlainOutcome(outcome)) {
      const text = JSON.stringify(outcome);
      const size = bytesOf(text, maxBytes);
      return size > maxBytes ? refused({ size, limit: maxBytes }) : { text, outcome };
    }
    const { maxBytes: _, ...hooks } = options;
    const text = encode(outcome, { ...hooks, foreignErrors: "flatten" });
    const size = bytesOf(text, maxBytes);
    if (size > maxBytes) return refused({ size, limit: maxBytes });
    return { text, outcome: isPrimitive(outcome) ? outcome : (decode(text, hooks) as Outcome) };
  } catch (error) {
    // Getters and hooks of the user's own classes may throw anything.
    return refused(error instanceof UnstorableError ? error : new Error(messageOf(error)));
  }
}

/** A text's length in bytes; counted only where it may be over the limit. */
const bytesOf = (text: string, limit: number): number =>
  text.length * 3 <= limit ? text.length : Buffer.byteLength(text);

export const readOutcome = (text: string): Outcome => decode(text) as Outcome;

/** Whether JSON says it as the codec does: most outcomes are such. */
const isPlainOutcome = (outcome: Outcome): boolean => "value" in outcome && isOrdinary(outcome.value);

const isPrimitive = (outcome: Outcome): boolean =>
  "value" in outcome &&
  (outcome.value === null || (typeof outcome.value !== "object" && typeof outcome.value !== "function"));
