import { EventEmitter } from "node:events";
import { Socket } from "node:net";
import { runInThisContext } from "node:vm";
import { expect, test } from "vitest";
import { decode, encode, UnstorableError } from "./index.js";
import { privateInit, privateName } from "../machine/private.js";
import { derived, shape } from "./testing/classes.js";
import { both, counter, Point } from "./testing/code.js";

class Unknown {
  a = 1;
}
class UnknownError extends Error {}
const sendMail = (): void => undefined;
function* generate(): Generator<number> {
  yield 1;
}
const failing = (): never => {
  throw new Error("ran");
};
const proxy = new Proxy({}, { get: failing, ownKeys: failing, getPrototypeOf: failing, has: failing });

const DETACHED = "detached ArrayBuffer";
const INHERITS = "object that inherits from another object";
function detached(bytes = new Uint8Array(8)): Uint8Array {
  structuredClone(bytes.buffer, { transfer: [bytes.buffer] });
  return bytes;
}
function detachedView(): DataView {
  const bytes = new Uint8Array(8);
  const view = new DataView(bytes.buffer);
  detached(bytes);
  return view;
}
const inherits = (value: object): object => Object.setPrototypeOf(value, Object.prototype) as object;

const cases: [what: string, value: unknown, kind: string, code: string][] = [
  ["function", sendMail, "function sendMail", "PD2101"],
  ["bound function", sendMail.bind(null), "function bound sendMail", "PD2101"],
  [
    "function without a name",
    (
      () => () =>
        1
    )(),
    "function without a name",
    "PD2101",
  ],
  ["class", Unknown, "class Unknown", "PD2101"],
  ["socket", new Socket(), "Socket", "PD2102"],
  ["emitter", new EventEmitter(), "EventEmitter", "PD2102"],
  ["instance of a class that is not registered", new Unknown(), "Unknown", "PD2102"],
  ["object that inherits from an instance", Object.create(new Unknown()), "Unknown", "PD2102"],
  [
    "object that inherits from a Proxy",
    Object.create(proxy),
    "object that inherits from another object",
    "PD2100",
  ],
  ["subclass of Map", new (class Cache extends Map {})(), "Cache", "PD2102"],
  ["subclass of Uint8Array", new (class Bytes extends Uint8Array {})(4), "Bytes", "PD2102"],
  ["fake WeakRef", Object.create(WeakRef.prototype), "WeakRef", "PD2100"],
  ["format of Intl", new Intl.NumberFormat(), "NumberFormat", "PD2100"],
  ["ArrayBuffer that was handed over", detached().buffer, DETACHED, "PD2100"],
  ["bytes that were handed over", detached(), DETACHED, "PD2100"],
  ["view of bytes that were handed over", detachedView(), DETACHED, "PD2100"],
  ["Promise that inherits from Object alone", inherits(Promise.resolve()), INHERITS, "PD2100"],
  ["WeakMap that inherits from Object alone", inherits(new WeakMap()), INHERITS, "PD2100"],
  ["WeakMap", new WeakMap(), "WeakMap", "PD2100"],
  ["WeakSet", new WeakSet(), "WeakSet", "PD2100"],
  ["WeakRef", new WeakRef({}), "WeakRef", "PD2100"],
  ["Promise", Promise.resolve(1), "Promise", "PD2100"],
  ["Proxy", proxy, "Proxy", "PD2100"],
  ["Proxy of a function", new Proxy(sendMail, {}), "Proxy", "PD2100"],
  ["generator", generate(), "Generator", "PD2100"],
  ["iterator of an array", [1].values(), "Array Iterator", "PD2100"],
  ["iterator of a Map", new Map().entries(), "Map Iterator", "PD2100"],
  [
    "arguments that are tied to a call",
    (runInThisContext("(function () { return arguments; })") as () => object)(),
    "arguments object",
    "PD2100",
  ],
  [
    "module namespace",
    await import("data:text/javascript,export const a = 1" as string),
    "module namespace (import *)",
    "PD2100",
  ],
  ["SharedArrayBuffer", new SharedArrayBuffer(8), "SharedArrayBuffer", "PD2100"],
  ["view of a SharedArrayBuffer", new Uint8Array(new SharedArrayBuffer(8)), "SharedArrayBuffer", "PD2100"],
  ["AbortSignal", AbortSignal.abort(), "AbortSignal", "PD2100"],
  ["error of a class that is not registered", new UnknownError("u"), "UnknownError", "PD2103"],
];

test.each(cases)("%s", (_, value, kind, code) => {
  const error = refused(() => encode({ order: { items: [0, { part: value }] } }));
  expect(error).toMatchObject({ kind, code, name: "UnstorableError" });
  expect(error.pathText).toMatch(/^order\.items\[1\]\.part/);
  expect(error.message).toContain(kind);
  expect(error.message).toContain(`order.items[1].part`);
  expect(refused(() => encode(value)).pathText).toMatch(/^(the value|buffer)$/);
});

const accessor = (key: PropertyKey, base: object = {}) =>
  Object.defineProperty(base, key, { get: failing, enumerable: true, configurable: true });

const places: [what: string, value: unknown, path: string][] = [
  ["getter", { a: accessor("b") }, "a.b"],
  ["getter without its value read", [accessor(0, [1])], "[0][0]"],
  ["setter of an element", { a: Object.defineProperty([1], 0, { set: failing }) }, "a[0]"],
  ["setter", { a: Object.defineProperty({}, "b", { set: failing }) }, "a.b"],
  ["value under a local symbol", { a: { [Symbol("s")]: sendMail } }, "a[Symbol(s)]"],
  ["prototype of a class that is not registered", { a: Unknown.prototype }, "a.constructor"],
  ["getter of a prototype", { a: Object.create(accessor("b")) }, "a.(prototype).b"],
  ["private field", { a: withPrivate(sendMail) }, "a.#x"],
  ["base of a class", { C: derived(Unknown) }, "C.(given)"],
  ["property of a class's prototype", { C: changed((C) => (C.prototype["b"] = sendMail)) }, "C.prototype.b"],
  ["property of a prototype", { a: Object.create({ b: sendMail }) }, "a.(prototype).b"],
  ["Map value with a text key", new Map([["a", { b: sendMail }]]), 'get("a").b'],
  ["Map value with an object key", new Map([[{}, sendMail]]), "values()[0]"],
  ["Map key", { m: new Map([[sendMail, 1]]) }, "m.keys()[0]"],
  ["Set", { s: new Set([1, sendMail]) }, "s.values()[1]"],
  ["cause of an error", { e: new Error("x", { cause: sendMail }) }, "e.cause"],
  ["property of an error", { e: Object.assign(new Error("x"), { socket: sendMail }) }, "e.socket"],
  ["field of an instance", new Point(1, [sendMail]), "y[0]"],
  ["captured variable", { next: counter({ count: 1, db: sendMail }) }, "next.(captured).db"],
  ["this of a closure", { f: both({ db: sendMail }, {}, {}) }, "f.(this).db"],
  ["odd names", { "a-b": { "": [sendMail] } }, '["a-b"][""][0]'],
  ["element of a sparse array", [, sendMail], "[1]"], // eslint-disable-line no-sparse-arrays
];

function withPrivate(content: unknown): object {
  const value = {};
  privateInit(value, privateName("#x"), content);
  return value;
}

function changed(change: (C: { prototype: Record<string, unknown> }) => void): object {
  const C = shape();
  change(C as never);
  return C;
}

test.each(places)("path: %s", (_, value, path) => {
  expect(refused(() => encode(value)).pathText).toBe(path);
});

test("the path's parts", () => {
  expect(refused(() => encode({ a: [{ b: sendMail }] })).path).toEqual(["a", 0, "b"]);
});

test("resizable buffers", () => {
  const Resizable = ArrayBuffer as unknown as new (
    length: number,
    options: { maxByteLength: number },
  ) => ArrayBuffer;
  expect(refused(() => encode(new Resizable(1, { maxByteLength: 2 }))).kind).toBe("resizable ArrayBuffer");
});

test("the hook is asked for objects that are not plain, and its tag given back", () => {
  const context = new Unknown();
  const toTag = (value: object) => (value === context ? "ctx" : undefined);
  const text = encode({ ctx: context, again: [context], self: both(context, {}, {}) }, { toTag });
  const copy = decode(text, { fromTag: (tag) => (tag === "ctx" ? context : undefined) }) as Record<
    string,
    unknown
  >;
  expect(copy["ctx"]).toBe(context);
  expect((copy["self"] as () => unknown[])()[0]).toBe(context);
  const own = new RangeError("no such tag");
  expect(() => decode(text, { fromTag: () => { throw own; } })).toThrow(own); // prettier-ignore
});

function refused(body: () => unknown): UnstorableError {
  try {
    body();
  } catch (error) {
    if (error instanceof UnstorableError) return error;
    throw error;
  }
  throw new Error("It was stored.");
}
