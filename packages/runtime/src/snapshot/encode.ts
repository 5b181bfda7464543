import { readPending } from "../machine/reference.js";
import { EncodeAgain } from "./encode-again.js";
import type { EncodeOptions } from "./options.js";
import { Writer } from "./writer.js";

/**
 * The text of a value and of everything that it reaches: JSON that a person can read. Throws an `UnstorableError`
 * with the path of a value that cannot be stored.
 */
export function encode(value: unknown, options: EncodeOptions = {}): string {
  readPending();
  for (;;) {
    try {
      return JSON.stringify(new Writer(options).document(value));
    } catch (error) {
      if (!(error instanceof EncodeAgain)) throw error;
    }
  }
}
