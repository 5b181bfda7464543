import { isFrozen } from "../attributes.js";
import { countField, listField } from "../fields.js";
import type { Json } from "../json.js";
import { define } from "../define.js";
import type { Reader } from "../reader.js";
import { invalid } from "../snapshot-error.js";
import type { Writer } from "../writer.js";
import type { Kind } from "./kind.js";

const LONGEST = 2 ** 32 - 1;
const ELEMENT = { writable: true, enumerable: true, configurable: true } as const;

/** Arrays that a JSON array cannot show: with holes, other properties, a class, or frozen. */
export const array: Kind<unknown[]> = {
  name: "array",
  prototype: Array.prototype,
  matches: (value): value is unknown[] => Array.isArray(value),
  encode(value, writer) {
    const { frozen, writable } = lengthOf(value);
    const indices = Object.getOwnPropertyNames(value).filter((key) => isElement(value, key, frozen));
    const items = indices.map((index) => writeElement(value, Number(index), writer));
    const fixed = !frozen && !writable && { fixedLength: true };
    if (indices.length === value.length) return { items, ...fixed };
    const entries = items.map((item, i): Json => [Number(indices[i]), item]);
    return { length: value.length, entries, ...fixed };
  },
  otherKeys(value) {
    const { frozen } = lengthOf(value);
    return Reflect.ownKeys(value).filter((key) => key !== "length" && !isElement(value, key, frozen));
  },
  allocate(json) {
    const value: unknown[] = [];
    if (json["items"] !== undefined) return value;
    const length = countField(json, "length", 0, LONGEST);
    value.length = LONGEST; // so long an array is a table from here on: no length allocates anything
    value.length = length;
    return value;
  },
  fill(value, json, reader) {
    if (json["items"] !== undefined) {
      for (const item of listField(json, "items")) Array.prototype.push.call(value, reader.read(item));
    } else {
      for (const entry of listField(json, "entries")) readEntry(value, entry, reader);
    }
    if (json["fixedLength"] === true) define(value, "length", { writable: false });
  },
};

function readEntry(value: unknown[], entry: Json, reader: Reader): void {
  const [index, item] = Array.isArray(entry) ? entry : [];
  const known = typeof index === "number" && isIndex(String(index)) && index < value.length;
  if (!known || item === undefined) throw invalid("an array entry without its index and value");
  define(value, String(index), { ...ELEMENT, value: reader.read(item) });
}

function writeElement(value: readonly unknown[], index: number, writer: Writer): Json {
  return writer.write(Object.getOwnPropertyDescriptor(value, index)!.value, index);
}

function lengthOf(value: readonly unknown[]): { frozen: boolean; writable: boolean } {
  const { writable } = Object.getOwnPropertyDescriptor(value, "length")!;
  return { frozen: isFrozen(value), writable: writable === true };
}

/** Elements as an assignment makes them; others are properties with attributes. */
function isElement(value: readonly unknown[], key: string | symbol, frozen: boolean): key is string {
  if (!isIndex(key)) return false;
  const descriptor = Object.getOwnPropertyDescriptor(value, key)!;
  if (!("value" in descriptor)) return false;
  return (
    descriptor.enumerable === true && (frozen || (descriptor.writable === true && isLoose(value, descriptor)))
  );
}

const isLoose = (value: object, { configurable }: PropertyDescriptor): boolean =>
  configurable === true || Object.isSealed(value);

const isIndex = (key: string | symbol): key is string =>
  typeof key === "string" && /^(?:0|[1-9]\d{0,9})$/.test(key) && Number(key) < LONGEST;
