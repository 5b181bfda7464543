import { memberOf } from "../machine/members.js";
import { privateElements } from "../machine/private.js";
import { templateId } from "../machine/template-site.js";
import { KIND, put, type Json, type JsonObject } from "./json.js";
import type { Writer } from "./writer.js";

/**
 * Whether an object is plain data: it has no parts, nobody is asked for its name, and nothing belongs to it that its
 * properties do not show.
 */
export function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== Array.prototype) return false;
  return (
    typeof value === "object" &&
    memberOf(value) === undefined &&
    privateElements(value) === undefined &&
    templateId(value) === undefined
  );
}

/**
 * A plain object as JSON: itself, where JSON can say all of it, else a copy from the first child that it cannot.
 * Undefined where the object needs more words than a plain one.
 */
export function writePlain(value: object, writer: Writer): Json | undefined {
  const keys = Object.keys(value);
  if (keys.length !== Object.getOwnPropertyNames(value).length) return undefined;
  if (Object.getOwnPropertySymbols(value).length > 0 || Object.hasOwn(value, KIND)) return undefined;
  const children: unknown[] = [];
  for (const key of keys) {
    const descriptor = Object.getOwnPropertyDescriptor(value, key)!;
    if (!descriptor.writable || !descriptor.configurable) return undefined;
    children.push(descriptor.value);
  }
  const source = value as JsonObject;
  let copy: JsonObject | undefined;
  for (let i = 0; i < keys.length; i++) {
    const child = children[i];
    const json = writer.write(child, keys[i]!);
    if (json !== child) copy ??= firstKeys(source, keys, i);
    if (copy) put(copy, keys[i]!, json);
  }
  return copy ?? source;
}

function firstKeys(source: JsonObject, keys: readonly string[], count: number): JsonObject {
  const copy: JsonObject = {};
  for (let i = 0; i < count; i++) put(copy, keys[i]!, source[keys[i]!]!);
  return copy;
}

/** The same for an array without holes and without other properties. */
export function writePlainArray(value: readonly unknown[], writer: Writer): Json | undefined {
  if (Object.getOwnPropertyNames(value).length !== value.length + 1) return undefined;
  if (Object.getOwnPropertySymbols(value).length > 0) return undefined;
  if (!Object.getOwnPropertyDescriptor(value, "length")!.writable) return undefined;
  for (let i = 0; i < value.length; i++) {
    const descriptor = Object.getOwnPropertyDescriptor(value, i);
    if (!descriptor?.writable || !descriptor.enumerable || !descriptor.configurable) return undefined;
  }
  let copy: Json[] | undefined;
  for (let i = 0; i < value.length; i++) {
    const child = value[i];
    const json = writer.write(child, i);
    if (json !== child) copy ??= value.slice(0, i) as Json[];
    if (copy) copy[i] = json;
  }
  return copy ?? (value as Json[]);
}
