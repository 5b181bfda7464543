import { types } from "node:util";
import { builtInPrototypeName } from "../../machine/built-ins.js";
import { closureRecord } from "../../machine/closure.js";
import { privateElements } from "../../machine/private.js";

/**
 * Where two graphs differ, or undefined where they are the same in values, identity, prototypes, property order,
 * attributes and private elements. Local symbols are values with an identity too.
 */
export function difference(left: unknown, right: unknown): string | undefined {
  const pairs = new Map<unknown, unknown>();
  const back = new Map<unknown, unknown>();
  const queue: [unknown, unknown, string][] = [[left, right, "root"]];
  for (let next = queue.pop(); next; next = queue.pop()) {
    const [a, b, path] = next;
    if (!hasIdentity(a) || !hasIdentity(b)) {
      if (!Object.is(a, b)) return `${path}: ${String(a)} and ${String(b)}`;
      continue;
    }
    if (pairs.has(a) || back.has(b)) {
      if (pairs.get(a) !== b || back.get(b) !== a) return `${path}: another identity`;
      continue;
    }
    pairs.set(a, b);
    back.set(b, a);
    if (a === b && typeof a === "object" && builtInPrototypeName(a) !== undefined) continue;
    const [shapeA, shapeB] = [shape(a), shape(b)];
    if (shapeA !== shapeB) return `${path}: ${shapeA}\n${shapeB}`;
    const [fromA, fromB] = [children(a), children(b)];
    if (fromA.length !== fromB.length) return `${path}: ${fromA.length} and ${fromB.length} children`;
    fromA.forEach((child, i) => queue.push([child, fromB[i], `${path}/${i}`]));
  }
  return undefined;
}

const hasIdentity = (value: unknown): value is object | symbol =>
  (typeof value === "object" && value !== null) || typeof value === "function" || isLocal(value);

const WELL_KNOWN = new Set(
  Object.values(Object.getOwnPropertyDescriptors(Symbol)).map(({ value }) => value as unknown),
);
const isLocal = (value: unknown): boolean =>
  typeof value === "symbol" && Symbol.keyFor(value) === undefined && !WELL_KNOWN.has(value);

/** Everything of an object but its children. */
function shape(value: object | symbol): string {
  if (typeof value === "symbol") return String(value);
  const keys = Reflect.ownKeys(value).map((key) => {
    const { writable, enumerable, configurable } = Object.getOwnPropertyDescriptor(value, key)!;
    return `${String(key)}:${String(writable)},${String(enumerable)},${String(configurable)}`;
  });
  const state = [Object.isExtensible(value), Object.isSealed(value), Object.isFrozen(value)];
  const hidden = [...(privateElements(value)?.keys() ?? [])].map(({ description }) => description);
  return JSON.stringify([brand(value), keys, state, hidden]);
}

function brand(value: object): unknown {
  if (types.isDate(value)) return ["Date", Date.prototype.getTime.call(value)];
  if (types.isRegExp(value))
    return ["RegExp", ...["source", ...FLAGS].map((name) => Reflect.get(RegExp.prototype, name, value))];
  if (types.isMap(value)) return ["Map", Reflect.get(Map.prototype, "size", value)];
  if (types.isSet(value)) return ["Set", Reflect.get(Set.prototype, "size", value)];
  if (types.isNativeError(value)) return "Error";
  if (isBranded(value, URL)) return ["URL", (value as URL).href];
  if (isBranded(value, URLSearchParams)) return ["URLSearchParams", String(value)];
  if (types.isBoxedPrimitive(value)) return ["boxed", unboxed(value)];
  if (types.isArrayBuffer(value)) return ["ArrayBuffer", Buffer.from(new Uint8Array(value)).toString("hex")];
  if (ArrayBuffer.isView(value)) return ["view", ofView(value, "byteOffset"), ofView(value, "byteLength")];
  if (typeof value === "function") return ["function", closureRecord(value)?.id];
  if (types.isArgumentsObject(value)) return "arguments";
  return Array.isArray(value) ? ["array", value.length] : "object";
}

const FLAGS = [
  "hasIndices",
  "global",
  "ignoreCase",
  "multiline",
  "dotAll",
  "unicode",
  "unicodeSets",
  "sticky",
];

/** Whatever it inherits from. */
function unboxed(value: object): string | undefined {
  for (const { prototype } of [String, Number, Boolean, BigInt, Symbol]) {
    try {
      return String((prototype.valueOf as (this: unknown) => unknown).call(value));
    } catch {
      // another one
    }
  }
  return undefined;
}

/** Also of a view with another prototype. */
const ofView = (value: ArrayBufferView, name: keyof ArrayBufferView): unknown =>
  Reflect.get(
    types.isDataView(value) ? DataView.prototype : (Object.getPrototypeOf(Uint8Array.prototype) as object),
    name,
    value,
  );

function isBranded(value: object, Class: typeof URL | typeof URLSearchParams): boolean {
  try {
    return value instanceof Class && Class.prototype.toString.call(value) !== undefined;
  } catch {
    return false;
  }
}

function children(value: object | symbol): unknown[] {
  if (typeof value === "symbol") return [];
  const own = Reflect.ownKeys(value).flatMap((key) => {
    const { value: content, get, set } = Object.getOwnPropertyDescriptor(value, key)!;
    const halves = get || set ? [get, set] : [];
    return [...(isLocal(key) ? [key] : []), content as unknown, ...halves];
  });
  own.push(Object.getPrototypeOf(value), ...[...(privateElements(value) ?? [])].flat());
  if (isBranded(value, URL)) own.push((value as URL).searchParams);
  if (types.isSymbolObject(value)) own.push(Symbol.prototype.valueOf.call(value as unknown as symbol));
  if (types.isMap(value)) return [...own, ...[...Map.prototype.entries.call(value)].flat()];
  if (types.isSet(value)) return [...own, ...Set.prototype.values.call(value)];
  if (types.isArrayBuffer(value)) return own;
  if (ArrayBuffer.isView(value)) return [...own, ofView(value, "buffer")];
  const closure = closureRecord(value);
  return closure ? [...own, closure.self, ...closure.scopes, ...(closure.given ?? [])] : own;
}
