import type { JsonObject } from "../json.js";
import { invalid } from "../snapshot-error.js";

/** A field that is true or false, checked. */
export function flagField(json: JsonObject, name: string): boolean {
  const value = json[name];
  if (typeof value !== "boolean") throw invalid(`"${name}" must be true or false`);
  return value;
}
