import { KIND, isJsonObject, put, type Json, type JsonObject } from "./json.js";
import type { Kind } from "./kinds/kind.js";
import type { Reader } from "./reader.js";
import { invalid } from "./snapshot-error.js";
import { readSymbol, writeSymbol } from "./symbol.js";
import type { Writer } from "./writer.js";

/** Property attributes that are not as an assignment makes them, by the word under which keys are listed. */
const DEVIATIONS = [
  ["hidden", "enumerable"],
  ["readonly", "writable"],
  ["fixed", "configurable"],
] as const;

const STATES: Readonly<Record<string, (value: object) => unknown>> = {
  frozen: Object.freeze,
  sealed: Object.seal,
  closed: Object.preventExtensions,
};

/** Adds the own properties that the kind does not cover, and whether the object is frozen. */
export function writeProperties(value: object, kind: Kind, json: JsonObject, writer: Writer): void {
  const state = stateOf(value);
  const properties: JsonObject = {};
  const symbols: Json[] = [];
  for (const key of kind.otherKeys?.(value) ?? Reflect.ownKeys(value)) {
    const descriptor = Object.getOwnPropertyDescriptor(value, key)!;
    const written = kind.mayDrop?.(descriptor, writer)
      ? tryProperty(key, descriptor, writer)
      : writeProperty(key, descriptor, writer);
    if (!written) continue;
    if (typeof key === "string") put(properties, key, written.json);
    else symbols.push([written.key, written.json]);
    listDeviations(json, written.key, descriptor, state);
  }
  if (Object.keys(properties).length > 0) json["properties"] = properties;
  if (symbols.length > 0) json["symbols"] = symbols;
  if (state) json["state"] = state;
}

interface WrittenProperty {
  readonly key: Json;
  readonly json: Json;
}

function writeProperty(
  key: string | symbol,
  descriptor: PropertyDescriptor,
  writer: Writer,
): WrittenProperty {
  const at = String(key);
  const writtenKey = typeof key === "string" ? key : writeSymbol(key);
  if (writtenKey === undefined) return writer.refuse("symbol", `a property whose key is the local ${at}`, at);
  if (!("value" in descriptor)) return writer.refuse("accessor", "an accessor (get or set)", at);
  return { key: writtenKey, json: writer.write(descriptor.value, at) };
}

function tryProperty(
  key: string | symbol,
  descriptor: PropertyDescriptor,
  writer: Writer,
): WrittenProperty | undefined {
  const writtenKey = typeof key === "string" ? key : writeSymbol(key);
  if (writtenKey === undefined || !("value" in descriptor)) return undefined;
  const json = writer.tryWrite(descriptor.value, String(key));
  return json === undefined ? undefined : { key: writtenKey, json };
}

function listDeviations(
  json: JsonObject,
  key: Json,
  descriptor: PropertyDescriptor,
  state: string | undefined,
): void {
  for (const [word, attribute] of DEVIATIONS) {
    const implied = (state === "frozen" && word !== "hidden") || (state === "sealed" && word === "fixed");
    if (descriptor[attribute] || implied) continue;
    (json[word] ??= []) as Json[];
    (json[word] as Json[]).push(key);
  }
}

function stateOf(value: object): string | undefined {
  if (Object.isExtensible(value)) return undefined;
  if (Object.isFrozen(value)) return "frozen";
  return Object.isSealed(value) ? "sealed" : "closed";
}

/** Puts the properties back, then their attributes, then freezes. */
export function readProperties(value: object, json: JsonObject, reader: Reader): void {
  const { properties, symbols, state } = json;
  if (properties !== undefined) {
    if (!isJsonObject(properties)) throw invalid(`"properties" of a ${String(json[KIND])} must be an object`);
    for (const key of Object.keys(properties))
      define(value, key, { ...PLAIN, value: reader.read(properties[key]!) });
  }
  for (const entry of optionalList(symbols)) {
    if (!Array.isArray(entry) || entry.length !== 2) throw invalid("a symbol property without key and value");
    define(value, readKey(entry[0]!), { ...PLAIN, value: reader.read(entry[1]!) });
  }
  for (const [word, attribute] of DEVIATIONS) {
    for (const key of optionalList(json[word])) restrict(value, readKey(key), attribute);
  }
  if (state === undefined) return;
  const apply = typeof state === "string" && Object.hasOwn(STATES, state) ? STATES[state] : undefined;
  if (!apply) throw invalid(`there is no state ${JSON.stringify(state)}`);
  try {
    apply(value);
  } catch (error) {
    throw invalid(`a ${String(json[KIND])} cannot be ${String(state)}`, error);
  }
}

const PLAIN = { writable: true, enumerable: true, configurable: true } as const;

/** Defines a property; hostile texts name some that cannot be defined. */
export function define(value: object, key: string | symbol, descriptor: PropertyDescriptor): void {
  let defined = false;
  try {
    defined = Reflect.defineProperty(value, key, descriptor);
  } catch {
    // an array's length that is none
  }
  if (!defined) throw invalid(`the property ${String(key)} cannot be set`);
}

function restrict(
  value: object,
  key: string | symbol,
  attribute: "enumerable" | "writable" | "configurable",
): void {
  if (!Object.hasOwn(value, key)) throw invalid(`there is no property ${String(key)} to restrict`);
  define(value, key, { [attribute]: false });
}

function readKey(json: Json): string | symbol {
  if (typeof json === "string") return json;
  if (isJsonObject(json) && json[KIND] === "symbol") return readSymbol(json);
  throw invalid("a property key that is neither a text nor a symbol");
}

function optionalList(json: Json | undefined): Json[] {
  if (json === undefined) return [];
  if (!Array.isArray(json)) throw invalid("a list of property keys that is no list");
  return json;
}
