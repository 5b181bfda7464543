import { KIND, type JsonObject } from "./json.js";
import { invalid } from "./snapshot-error.js";

/** `iterator`, `asyncIterator`...: the symbols that the language itself names. */
const WELL_KNOWN = new Map<string, symbol>();
for (const name of Object.getOwnPropertyNames(Symbol)) {
  const value = (Symbol as unknown as Record<string, unknown>)[name];
  if (typeof value === "symbol") WELL_KNOWN.set(name, value);
}
const NAMES = new Map([...WELL_KNOWN].map(([name, value]) => [value, name]));

/** A registered or well-known symbol; undefined for a local one. */
export function writeSymbol(value: symbol): JsonObject | undefined {
  const key = Symbol.keyFor(value);
  if (key !== undefined) return { [KIND]: "symbol", for: key };
  const name = NAMES.get(value);
  return name === undefined ? undefined : { [KIND]: "symbol", name };
}

export function readSymbol(json: JsonObject): symbol {
  if (typeof json["for"] === "string") return Symbol.for(json["for"]);
  const value = WELL_KNOWN.get(String(json["name"]));
  if (!value) throw invalid(`there is no symbol ${JSON.stringify(json["name"])}`);
  return value;
}
