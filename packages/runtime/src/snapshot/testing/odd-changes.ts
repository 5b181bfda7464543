import { registerNamed } from "../../machine/reference.js";
import { Point } from "./code.js";

class Table extends Map<unknown, unknown> {}
class SubTable extends Table {}
class Moment extends Date {}
class List extends Array<unknown> {}
for (const Class of [Table, SubTable, Moment, List]) registerNamed(`class:odd/${Class.name}`, Class);

/** An object of each sort that the language and the platform make, and that can be stored. */
export const samples: Readonly<Record<string, () => object>> = {
  object: () => ({ a: 1 }),
  "empty object": () => ({}),
  "object without prototype": () => Object.assign(Object.create(null) as object, { a: 1 }),
  instance: () => new Point(1, 2),
  array: () => [1, 2],
  "empty array": () => [],
  "array with a hole": () => [1, , 3], // eslint-disable-line no-sparse-arrays
  "array of a class": () => List.from([1, 2]),
  Map: () => new Map([[1, 2]]),
  "Map of a class": () => new Table([[1, 2]]),
  "Map of a class of a class": () => new SubTable(),
  Set: () => new Set([1]),
  Date: () => new Date(5),
  "Date of a class": () => new Moment(4),
  RegExp: () => /a/g,
  Error: () => new Error("e"),
  AggregateError: () => new AggregateError([new Error("x")], "m"),
  ArrayBuffer: () => new ArrayBuffer(4),
  DataView: () => new DataView(new ArrayBuffer(4)),
  Uint8Array: () => new Uint8Array([1, 2]),
  Float64Array: () => new Float64Array(2),
  "empty Float64Array": () => new Float64Array(0),
  Buffer: () => Buffer.alloc(2, 5),
  String: () => Object("ab") as object,
  Number: () => Object(5) as object,
  Boolean: () => Object(false) as object,
  BigInt: () => Object(5n) as object,
  Symbol: () => Object(Symbol.for("x")) as object,
  URL: () => new URL("http://a.b/?c=d"),
  URLSearchParams: () => new URLSearchParams("a=1"),
  arguments: () => (function (..._: unknown[]) { return arguments; })(1, 2), // prettier-ignore
};

type Change = (value: object) => unknown;

/** What few programs do to an object, by what it is. Those that the object does not let happen throw. */
const changes: Readonly<Record<string, Change>> = {
  closed: Object.preventExtensions,
  sealed: Object.seal,
  frozen: Object.freeze,
  "another property": (value) => Object.assign(value, { extra: 1 }),
  "a property called constructor": (value) => Object.assign(value, { constructor: 1 }),
  "a hidden property": (value) => Object.defineProperty(value, "extra", { value: 1 }),
  "a hidden size": (value) => Object.defineProperty(value, "size", { value: 9, configurable: true }),
  "a property that cannot be written": (value) =>
    Object.defineProperty(value, "extra", { value: 1, enumerable: true, configurable: true }),
  "a hidden symbol": (value) => Object.defineProperty(value, Symbol.for("q"), { value: 1 }),
  "a tag": (value) => Object.defineProperty(value, Symbol.toStringTag, { value: "Q" }),
  "an element that cannot be written": (value) => Object.defineProperty(value, 0, { writable: false }),
  "an element that cannot be deleted": (value) => Object.defineProperty(value, 0, { configurable: false }),
  "a length that cannot be written": (value) => Object.defineProperty(value, "length", { writable: false }),
  "a lastIndex that cannot be written": (value) =>
    Object.defineProperty(value, "lastIndex", { writable: false }),
  "nothing left": (value) => Reflect.ownKeys(value).forEach((key) => Reflect.deleteProperty(value, key)),
  ...Object.fromEntries(
    [null, ...prototypes()].map((prototype): [string, Change] => [
      `inherits from ${nameOf(prototype)}`,
      (value) => Object.setPrototypeOf(value, prototype),
    ]),
  ),
};

function prototypes(): object[] {
  const classes = [
    Object, Array, Map, Set, Date, RegExp, Error, TypeError, AggregateError, Function, Promise, WeakMap, URL,
    URLSearchParams, Uint8Array, Float64Array, Buffer, ArrayBuffer, SharedArrayBuffer, DataView, String, Number,
    Symbol, Point, Table,
  ]; // prettier-ignore
  return classes.map(({ prototype }) => prototype as object);
}

function nameOf(prototype: object | null): string {
  return prototype ? prototype.constructor.name : "nothing";
}

export const changeNames = Object.keys(changes);

/** Whether the changes are such that the object lets them happen; some may have happened where not. */
export function change(value: object, names: readonly string[]): boolean {
  try {
    for (const name of names) changes[name]!(value);
    return true;
  } catch (error) {
    if (error instanceof TypeError) return false;
    throw error;
  }
}
