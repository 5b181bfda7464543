import { types } from "node:util";
import { memberOf } from "../machine/members.js";
import { privateElements } from "../machine/private.js";
import { templateId } from "../machine/template-site.js";
import { hasSimpleElements, isBareArray, isShownBare } from "./bare-array.js";
import { KIND, put, type Json, type JsonObject } from "./json.js";
import { isOrdinary } from "./primitive.js";
import { hasHiddenState } from "./stored-prototype.js";
import type { Writer } from "./writer.js";

/**
 * Whether an object is plain data: it has no parts, nobody is asked for its name, and nothing belongs to it that its
 * properties do not show.
 */
export function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype === Object.prototype) {
    if (typeof value !== "object" || ArrayBuffer.isView(value)) return false;
  } else if (prototype !== Array.prototype || !Array.isArray(value) || templateId(value) !== undefined) {
    return false;
  }
  return memberOf(value) === undefined && privateElements(value) === undefined;
}

/**
 * A plain object or array as JSON: itself, where JSON can say all of it, else a copy with other children. Undefined
 * where it needs more words than that.
 */
export function writePlain(value: object, writer: Writer): Json | undefined {
  if (!Object.isExtensible(value)) return undefined;
  const prototype: unknown = Object.getPrototypeOf(value);
  if (Array.isArray(value)) return prototype === Array.prototype ? writeArray(value, writer) : undefined;
  return prototype === Object.prototype ? writeObject(value, writer) : undefined;
}

/** Whether JSON says a child as it is, and nobody is to be asked about it. */
const isAsItIs = (value: unknown, { longest }: Writer): boolean =>
  isOrdinary(value) && !(typeof value === "string" && value.length > longest);

/**
 * Whether an object that inherits from `Object.prototype` and has no symbols is a Map, a Date and so on nevertheless. Of
 * one that has properties not all are looked for: that would cost as much as to write it.
 */
export function isBuiltIn(value: object, hasProperties: boolean): boolean {
  if (types.isMap(value) || types.isSet(value) || types.isBoxedPrimitive(value)) return true;
  if (tagOf.call(value) !== ORDINARY) return true;
  return !hasProperties && (types.isAnyArrayBuffer(value) || hasHiddenState(value));
}

const tagOf = Object.prototype.toString;
const ORDINARY = tagOf.call({});

function writeObject(value: object, writer: Writer): Json | undefined {
  const keys = Object.getOwnPropertyNames(value);
  if (Object.getOwnPropertySymbols(value).length > 0 || isBuiltIn(value, keys.length > 0)) return undefined;
  /** Children that are not JSON as they are, each after its key. */
  let others: unknown[] | undefined;
  for (let i = 0; i < keys.length; i++) {
    const key = keys[i]!;
    const descriptor = Object.getOwnPropertyDescriptor(value, key)!;
    if (!descriptor.writable || !descriptor.enumerable || !descriptor.configurable) return undefined;
    if (key === KIND) return undefined;
    if (isAsItIs(descriptor.value, writer)) continue;
    if (others) others.push(key, descriptor.value);
    else others = [key, descriptor.value];
  }
  let copy: JsonObject | undefined;
  if (others) {
    for (let i = 0; i < others.length; i += 2) {
      const key = others[i] as string;
      const child = others[i + 1];
      const json = writer.write(child, key);
      if (json !== child) put((copy ??= { ...(value as JsonObject) }), key, json);
    }
  }
  return copy ?? (value as JsonObject);
}

/** The same for an array without holes and without other properties. */
function writeArray(value: readonly unknown[], writer: Writer): Json | undefined {
  if (!Object.getOwnPropertyDescriptor(value, "length")!.writable) return undefined;
  const isSimple = hasSimpleElements(value);
  if (!(isSimple ? isShownBare(value) : isBareArray(value))) return undefined;
  /** Children that are not JSON as they are, each after its index. */
  let others: unknown[] | undefined;
  for (let i = 0; i < value.length; i++) {
    let child: unknown;
    if (isSimple) child = value[i];
    else {
      const descriptor = Object.getOwnPropertyDescriptor(value, i);
      if (!descriptor?.writable || !descriptor.enumerable || !descriptor.configurable) return undefined;
      child = descriptor.value;
    }
    if (isAsItIs(child, writer)) continue;
    if (others) others.push(i, child);
    else others = [i, child];
  }
  let copy: Json[] | undefined;
  if (others) {
    for (let i = 0; i < others.length; i += 2) {
      const index = others[i] as number;
      const child = others[i + 1];
      const json = writer.write(child, index);
      if (json !== child) (copy ??= value.slice() as Json[])[index] = json;
    }
  }
  return copy ?? (value as Json[]);
}
