import { DEVIATIONS, STATES, type State } from "./attributes.js";
import { define } from "./define.js";
import { KIND, isJsonObject, shown, type Json, type JsonObject } from "./json.js";
import type { Reader } from "./reader.js";
import { invalid } from "./snapshot-error.js";

type Restricted = Map<string | symbol, PropertyDescriptor>;

/** Puts the properties back, with their attributes. */
export function readProperties(value: object, json: JsonObject, reader: Reader): void {
  const { properties, symbols, deleted } = json;
  for (const key of optionalList(deleted)) {
    if (!Reflect.deleteProperty(value, reader.key(key))) throw invalid("a property that cannot be deleted");
  }
  const restricted = readRestrictions(json, reader);
  if (properties !== undefined) {
    if (!isJsonObject(properties)) throw invalid(`"properties" of a ${String(json[KIND])} must be an object`);
    for (const key of Object.keys(properties)) readProperty(value, key, properties[key]!, restricted, reader);
  }
  for (const entry of optionalList(symbols)) {
    if (!Array.isArray(entry) || entry.length !== 2) throw invalid("a symbol property without key and value");
    readProperty(value, reader.key(entry[0]!), entry[1]!, restricted, reader);
  }
  for (const key of restricted?.keys() ?? [])
    throw invalid(`there is no property ${String(key)} to restrict`);
}

const PLAIN = { writable: true, enumerable: true, configurable: true } as const;

function readProperty(
  value: object,
  key: string | symbol,
  json: Json,
  restricted: Restricted | undefined,
  reader: Reader,
): void {
  const attributes: PropertyDescriptor = { ...PLAIN, ...restricted?.get(key) };
  restricted?.delete(key);
  // It is still as its object was made, and says itself what no state can change.
  if (Object.getOwnPropertyDescriptor(value, key)?.configurable === false) attributes.configurable = false;
  if (!isJsonObject(json) || json[KIND] !== "accessor") {
    define(value, key, { ...attributes, value: reader.read(json) });
    return;
  }
  const { enumerable, configurable } = attributes as { enumerable: boolean; configurable: boolean };
  const halves = { get: readHalf(json["get"], reader), set: readHalf(json["set"], reader) };
  define(value, key, { enumerable, configurable, ...(halves as PropertyDescriptor) });
}

function readHalf(json: Json | undefined, reader: Reader): (() => unknown) | undefined {
  const half = json === undefined ? undefined : reader.read(json);
  if (half !== undefined && typeof half !== "function") throw invalid("an accessor that is no function");
  return half as (() => unknown) | undefined;
}

function readRestrictions(json: JsonObject, reader: Reader): Restricted | undefined {
  let restricted: Restricted | undefined;
  for (const [word, attribute] of DEVIATIONS) {
    for (const item of optionalList(json[word])) {
      const key = reader.key(item);
      restricted ??= new Map();
      restricted.set(key, { ...restricted.get(key), [attribute]: false });
    }
  }
  return restricted;
}

/** Freezes an object and so on; comes last. */
export function readState(value: object, json: JsonObject): void {
  const { state } = json;
  if (state === undefined) return;
  const apply =
    typeof state === "string" && Object.hasOwn(STATES, state) ? STATES[state as State] : undefined;
  if (!apply) throw invalid(`there is no state ${shown(state)}`);
  try {
    apply(value);
  } catch (error) {
    throw invalid(`a ${String(json[KIND])} cannot be ${shown(state)}`, error);
  }
}

function optionalList(json: Json | undefined): Json[] {
  if (json === undefined) return [];
  if (!Array.isArray(json)) throw invalid("a list of property keys that is no list");
  return json;
}
