import { decode, SnapshotError } from "../index.js";

/** What a text gives: a value or a SnapshotError. Anything else is thrown, and fails the test. */
export function outcome(text: string): "value" | SnapshotError {
  try {
    decode(text);
    return "value";
  } catch (error) {
    if (error instanceof SnapshotError) return error;
    throw error;
  }
}
