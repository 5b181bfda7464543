import { types } from "node:util";
import { CLOSURE, type ClosureRecord } from "../../machine/abi.js";

/**
 * Where two graphs differ, or undefined where they are the same in values, identity, prototypes, property order
 * and attributes.
 */
export function difference(left: unknown, right: unknown): string | undefined {
  const pairs = new Map<object, object>();
  const back = new Map<object, object>();
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
    const problem = shallowDifference(a, b);
    if (problem) return `${path}: ${problem}`;
    const [fromA, fromB] = [children(a), children(b)];
    if (fromA.length !== fromB.length) return `${path}: ${fromA.length} and ${fromB.length} children`;
    fromA.forEach((child, i) => queue.push([child, fromB[i], `${path}/${i}`]));
  }
  return undefined;
}

const hasIdentity = (value: unknown): value is object =>
  (typeof value === "object" && value !== null) || typeof value === "function";

function shallowDifference(a: object, b: object): string | undefined {
  if (Object.getPrototypeOf(a) !== Object.getPrototypeOf(b)) return "prototypes";
  const [shapeA, shapeB] = [shape(a), shape(b)];
  return shapeA === shapeB ? undefined : `${shapeA}\n${shapeB}`;
}

/** Everything of an object but its children. */
function shape(value: object): string {
  const keys = Reflect.ownKeys(value).map((key) => {
    const { writable, enumerable, configurable } = Object.getOwnPropertyDescriptor(value, key)!;
    return `${String(key)}:${String(writable)},${String(enumerable)},${String(configurable)}`;
  });
  const state = [Object.isExtensible(value), Object.isSealed(value), Object.isFrozen(value)];
  return JSON.stringify([brand(value), keys, state]);
}

function brand(value: object): unknown {
  if (types.isDate(value)) return ["Date", Number(value)];
  if (types.isRegExp(value)) return ["RegExp", value.source, value.flags];
  if (types.isMap(value)) return ["Map", value.size];
  if (types.isSet(value)) return ["Set", value.size];
  if (types.isNativeError(value)) return "Error";
  if (value instanceof URL) return ["URL", value.href];
  if (types.isBoxedPrimitive(value)) return ["boxed", String(value.valueOf())];
  if (types.isArrayBuffer(value)) return ["ArrayBuffer", Buffer.from(value).toString("hex")];
  if (ArrayBuffer.isView(value)) return ["view", value.byteOffset, value.byteLength];
  if (typeof value === "function") return ["function", record(value)?.id];
  return Array.isArray(value) ? ["array", value.length] : "object";
}

function children(value: object): unknown[] {
  const own = Reflect.ownKeys(value)
    .filter((key) => key !== CLOSURE && !(typeof value === "function" && key === "prototype"))
    .map((key) => (value as Record<PropertyKey, unknown>)[key]);
  if (types.isMap(value)) return [...own, ...[...value].flat()];
  if (types.isSet(value)) return [...own, ...value];
  if (types.isArrayBuffer(value)) return own;
  if (ArrayBuffer.isView(value)) return [...own, value.buffer];
  const closure = record(value);
  return closure ? [...own, closure.self, ...closure.scopes] : own;
}

const record = (value: object): ClosureRecord | undefined =>
  (value as { readonly [CLOSURE]?: ClosureRecord })[CLOSURE];
