import { DEVIATIONS, isImplied, stateOf, type State } from "./attributes.js";
import { changesOf, type Pristine } from "./changes.js";
import { KIND, put, type Json, type JsonObject } from "./json.js";
import type { Kind } from "./kinds/kind.js";
import { symbolStep, type PathPart } from "./path.js";
import type { Writer } from "./writer.js";

/** Adds the own properties that the kind does not cover, and whether the object is frozen. */
export function writeProperties(
  value: object,
  kind: Kind,
  pristine: Pristine | undefined,
  json: JsonObject,
  writer: Writer,
): void {
  const state = stateOf(value);
  const changes = pristine && changesOf(value, pristine, state);
  if (changes && changes.deleted.length > 0) json["deleted"] = changes.deleted.map((key) => writer.key(key));
  const keys = changes?.keys ?? kind.otherKeys?.(value) ?? Reflect.ownKeys(value);
  if (keys.length > 0) writeKeys(keys, value, kind, state, json, writer);
  if (state) json["state"] = state;
}

function writeKeys(
  keys: readonly (string | symbol)[],
  value: object,
  kind: Kind,
  state: State | undefined,
  json: JsonObject,
  writer: Writer,
): void {
  const properties: JsonObject = {};
  const symbols: Json[] = [];
  for (const key of keys) {
    const descriptor = Object.getOwnPropertyDescriptor(value, key)!;
    const written = kind.mayDrop?.(descriptor, writer)
      ? writer.attempt(() => writeProperty(step(value, key), descriptor, writer))
      : writeProperty(step(value, key), descriptor, writer);
    if (written === undefined) continue;
    const writtenKey = writer.key(key);
    if (typeof key === "string") put(properties, key, written);
    else symbols.push([writtenKey, written]);
    listDeviations(json, writtenKey, descriptor, state);
  }
  if (Object.keys(properties).length > 0) json["properties"] = properties;
  if (symbols.length > 0) json["symbols"] = symbols;
}

/** How a path names a property. */
function step(value: object, key: string | symbol): PathPart {
  if (typeof key === "symbol") return symbolStep(key);
  return Array.isArray(value) && /^\d+$/.test(key) ? Number(key) : key;
}

/** An accessor is the functions that it calls; none of them is called. */
function writeProperty(at: PathPart, descriptor: PropertyDescriptor, writer: Writer): Json {
  if ("value" in descriptor) return writer.write(descriptor.value, at);
  const { get, set } = descriptor;
  if (![get, set].every((half) => half === undefined || writer.canStore(half)))
    return writer.refuse("accessor", "an accessor (get or set)", at);
  const json: JsonObject = { [KIND]: "accessor" };
  if (get) json["get"] = writer.write(get, at);
  if (set) json["set"] = writer.write(set, at);
  return json;
}

function listDeviations(
  json: JsonObject,
  key: Json,
  descriptor: PropertyDescriptor,
  state: State | undefined,
): void {
  for (const [word, attribute] of DEVIATIONS) {
    const isAccessor = attribute === "writable" && !("value" in descriptor);
    if (descriptor[attribute] || isAccessor || isImplied(state, attribute)) continue;
    (json[word] ??= []) as Json[];
    (json[word] as Json[]).push(key);
  }
}
