import { readPending } from "../machine/reference.js";
import type { Json } from "./json.js";
import type { CodecHooks } from "./options.js";
import { Reader } from "./reader.js";
import { invalid } from "./snapshot-error.js";

/**
 * The value of a text that `encode` made. Runs no code of the value. Throws a `SnapshotError` where the text is
 * not a snapshot, and a `MissingCodeError` where its code is not loaded.
 */
export function decode(text: string, hooks: CodecHooks = {}): unknown {
  let json: Json;
  try {
    json = JSON.parse(text) as Json;
  } catch (error) {
    throw invalid("it is no JSON", error);
  }
  if (isJustJson(text)) return json;
  readPending();
  return new Reader(hooks).document(json);
}

/** A text without the key `$`, however written, stands for itself. Most texts have neither character. */
const isJustJson = (text: string): boolean =>
  !(text.includes("$") && text.includes('"$"')) && !text.includes("\\u0024");
