import { KIND, isJsonObject, shown, type Json, type JsonObject } from "./json.js";
import { invalid } from "./snapshot-error.js";

/** `iterator`, `asyncIterator`...: the symbols that the language itself names. */
const WELL_KNOWN = new Map<string, symbol>();
for (const name of Object.getOwnPropertyNames(Symbol)) {
  const value = (Symbol as unknown as Record<string, unknown>)[name];
  if (typeof value === "symbol") WELL_KNOWN.set(name, value);
}
const NAMES = new Map([...WELL_KNOWN].map(([name, value]) => [value, name]));

/** A symbol by its name, or by its number in this snapshot where it is a local one. */
export function writeSymbol(value: symbol, numbers: Map<symbol, number>): JsonObject {
  const key = Symbol.keyFor(value);
  if (key !== undefined) return { [KIND]: "symbol", for: key };
  const name = NAMES.get(value);
  if (name !== undefined) return { [KIND]: "symbol", name };
  const local = numbers.get(value) ?? numbers.size;
  numbers.set(value, local);
  const { description } = value;
  return { [KIND]: "symbol", local, ...(description !== undefined && { description }) };
}

export function readSymbol(json: JsonObject, locals: Map<Json, symbol>): symbol {
  if (typeof json["for"] === "string") return Symbol.for(json["for"]);
  if (typeof json["local"] === "number") return readLocal(json["local"], json["description"], locals);
  const value = typeof json["name"] === "string" ? WELL_KNOWN.get(json["name"]) : undefined;
  if (!value) throw invalid(`there is no symbol ${shown(json["name"])}`);
  return value;
}

function readLocal(local: number, description: Json | undefined, locals: Map<Json, symbol>): symbol {
  const known = locals.get(local);
  if (known) return known;
  if (description !== undefined && typeof description !== "string") throw invalid("a symbol's description");
  const value = Symbol(description);
  locals.set(local, value);
  return value;
}

/** Whether a JSON can be the key of a property. */
export const isSymbolJson = (json: Json): json is JsonObject =>
  isJsonObject(json) && (json[KIND] === "symbol" || json[KIND] === "reference");
