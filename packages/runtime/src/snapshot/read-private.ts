import { isPrivateName, restorePrivate, type PrivateName } from "../machine/private.js";
import { KIND, type Json, type JsonObject } from "./json.js";
import type { Reader } from "./reader.js";
import { invalid } from "./snapshot-error.js";

/** Puts the private elements back. */
export function readPrivate(value: object, json: JsonObject, reader: Reader): void {
  const list = json["private"];
  if (list === undefined) return;
  if (!Array.isArray(list)) throw invalid(`"private" of a ${String(json[KIND])} must be a list`);
  for (const entry of list) {
    if (!Array.isArray(entry) || entry.length < 1 || entry.length > 2) throw invalid("a private element");
    const name = readName(entry[0]!, reader);
    restorePrivate(value, name, entry.length === 1 ? undefined : reader.read(entry[1]!));
  }
}

function readName(json: Json, reader: Reader): PrivateName {
  const name = reader.read(json);
  if (typeof name === "object" && name !== null && isPrivateName(name)) return name;
  throw invalid("a private element without its name");
}
