import { KIND, put, type Json, type JsonObject } from "./json.js";
import type { PathPart } from "./path.js";
import type { Writer } from "./writer.js";

/**
 * A record that only the runtime has, so that nobody can have made anything else of it: it is numbered as every object,
 * and written without a look at what it is.
 */
export function writeRecord(record: object, at: PathPart, writer: Writer): Json {
  writer.begin(at);
  const json: JsonObject = {};
  for (const key of Object.keys(record))
    json[key] = writer.write((record as Record<string, unknown>)[key], key);
  writer.end();
  return json;
}

/** The same for a list. */
export function writeList<T>(
  list: readonly T[],
  at: PathPart,
  writer: Writer,
  write: (item: T, at: number, writer: Writer) => Json,
): Json {
  writer.begin(at);
  const json: Json[] = [];
  for (const item of list) json.push(write(item, json.length, writer));
  writer.end();
  return json;
}

/** The same for variables by their names, which are the user's. */
export function writeLive(live: Readonly<Record<string, unknown>>, at: PathPart, writer: Writer): Json {
  if (Object.hasOwn(live, KIND)) return writer.write(live, at);
  writer.begin(at);
  const json: JsonObject = {};
  // Not `in`: a program may have put something into `Object.prototype`.
  for (const name of Object.keys(live)) put(json, name, writer.write(live[name], name));
  writer.end();
  return json;
}
