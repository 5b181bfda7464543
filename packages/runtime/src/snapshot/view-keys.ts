import { inspect, types } from "node:util";

/** Engines from Node 24 on have it; a text that holds one needs such a process. */
const { Float16Array } = globalThis as { Float16Array?: Float32ArrayConstructor };

/** The classes of typed arrays that a snapshot can store. */
export const TYPED_ARRAYS = [
  ...(Float16Array ? [Float16Array] : []),
  Uint8Array,
  Uint8ClampedArray,
  Uint16Array,
  Uint32Array,
  Int8Array,
  Int16Array,
  Int32Array,
  Float32Array,
  Float64Array,
  BigInt64Array,
  BigUint64Array,
] as const;

/** Listing the indices of more elements than this costs more than their bytes do. */
const MANY = 1024;

/** The own keys of a view that are no indices. */
export function viewKeys(value: ArrayBufferView): readonly (string | symbol)[] {
  if (!types.isTypedArray(value)) return Reflect.ownKeys(value);
  if (value.length > MANY && isBare(value)) return [];
  return Reflect.ownKeys(value).filter((key) => typeof key === "symbol" || !/^\d+$/.test(key));
}

/** Whether a typed array of a built-in class shows the same as a new one does; only the platform can tell cheaply. */
function isBare(value: NodeJS.TypedArray): boolean {
  const Class = CLASSES.get(Object.getPrototypeOf(value) as object);
  if (!Class || Object.hasOwn(value, Symbol.toStringTag)) return false;
  const fresh = new Class(value.buffer, value.byteOffset, value.length);
  if (Class === Uint8Array) Object.setPrototypeOf(fresh, Object.getPrototypeOf(value) as object);
  const options = { maxArrayLength: 0, depth: 0, showHidden: true, customInspect: false };
  return inspect(value, options) === inspect(fresh, options);
}

type ViewClass = new (buffer: ArrayBufferLike, offset: number, length: number) => NodeJS.TypedArray;

const CLASSES = new Map<object, ViewClass>(
  TYPED_ARRAYS.map((Class) => [Class.prototype, Class as unknown as ViewClass]),
).set(Buffer.prototype, Uint8Array);
