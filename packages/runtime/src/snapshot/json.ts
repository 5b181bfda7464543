/** What `JSON.stringify` takes and `JSON.parse` gives. */
export type Json = null | boolean | number | string | Json[] | JsonObject;
export interface JsonObject {
  [key: string]: Json;
}

/** The key that marks everything that JSON cannot say itself; its value names the kind. */
export const KIND = "$";

export const isJsonObject = (json: Json | undefined): json is JsonObject =>
  typeof json === "object" && json !== null && !Array.isArray(json);

/** Sets an own property; `__proto__` is a key like any other. */
export function put(target: JsonObject, key: string, value: Json): void {
  if (key === "__proto__") {
    Object.defineProperty(target, key, { value, writable: true, enumerable: true, configurable: true });
  } else {
    target[key] = value;
  }
}

const SHOWN_LENGTH = 100;

/** A hostile part of a text for a message: short, however long or deep it is. */
export function shown(json: Json | undefined): string {
  if (typeof json === "object" && json !== null) return Array.isArray(json) ? "a list" : "an object";
  if (typeof json !== "string" || json.length <= SHOWN_LENGTH) return String(JSON.stringify(json));
  return `${JSON.stringify(json.slice(0, SHOWN_LENGTH))}…`;
}
