import { expect, test } from "vitest";
import { ArrayIteration } from "../machine/iteration/array-iteration.js";
import { decode, encode } from "./index.js";
import { both, counter, double, PaymentError, Point, Stack, Status } from "./testing/code.js";
import { difference } from "./testing/same-graph.js";

const with_ = <T extends object>(value: T, properties: object): T => Object.assign(value, properties);
const hidden = (value: object, key: PropertyKey, content: unknown): object =>
  Object.defineProperty(value, key, { value: content });
const bytes = new Uint8Array([1, 2, 3, 250, 255, 0, 7, 8]).buffer;

const values: Record<string, unknown> = {
  null: null,
  undefined: undefined,
  booleans: [true, false],
  numbers: [0, -0, 1.5, -1e300, 5e-324, NaN, Infinity, -Infinity, 2 ** 53],
  bigints: [0n, -12n, 2n ** 200n],
  strings: ["", 'é\n\u2028"\\', "\ud800 alone", "😀", "$"],
  "registered symbols": [Symbol.for("a b"), Symbol.iterator, Symbol.asyncIterator],
  "plain object": { b: 1, a: { c: [] }, 10: "ten", 2: "two" },
  "object with undefined": { a: undefined, b: NaN },
  "own __proto__": JSON.parse('{"a":1,"__proto__":{"polluted":true},"constructor":1,"toJSON":"text"}'),
  "own __proto__ beside a special value": Object.assign(JSON.parse('{"a":1,"__proto__":null}'), {
    u: undefined,
  }),
  "object with $": { $: "same", as: 0 },
  "object with $ inside": [{ a: { $: undefined } }, { $: { $: 1 } }],
  "null prototype": Object.assign(Object.create(null) as object, { a: 1, $: 2 }),
  "symbol keys": { a: 1, [Symbol.for("k")]: { deep: 1 }, [Symbol.toStringTag]: "T" },
  "hidden, read-only and fixed properties": [
    hidden({ a: 1 }, "h", { x: 1 }),
    Object.defineProperty({}, "r", { value: 1, enumerable: true, configurable: true }),
    hidden({}, Symbol.for("s"), 1),
  ],
  frozen: Object.freeze({ a: Object.freeze([1, Object.freeze({})]), b: 2 }),
  sealed: [Object.seal({ a: 1 }), Object.seal([1, 2])],
  "not extensible": Object.preventExtensions({ a: 1 }),
  "frozen but hidden": Object.freeze(hidden({ a: 1 }, "h", 2)),
  "dense array": [1, [2, [undefined]], { a: [] }],
  "sparse array": [, 1, , , 2, ,], // eslint-disable-line no-sparse-arrays
  "very sparse array": with_([], { 5: "a", 4294967293: "b", length: 4294967295 }),
  "array with properties": with_([1, 2], { index: 4, input: "x", [Symbol.for("k")]: 1 }),
  "array elements with attributes": [
    Object.defineProperty([1, 2, 3], 1, { writable: false }),
    Object.defineProperty([1, 2, 3], 1, { enumerable: false }),
    Object.defineProperty([1, [2]], 1, { configurable: false }),
    Object.freeze(Object.defineProperty([1, 2], 0, { enumerable: false })),
    Object.seal(Object.defineProperty([1, 2], 0, { writable: false })),
    Object.defineProperty({ a: 1 }, "a", { configurable: false }),
  ],
  "array with a hidden property": hidden([1], "raw", ["r"]),
  "match of a pattern": /b(?<name>c)/.exec("abcd"),
  dates: [
    new Date(0),
    new Date(NaN),
    new Date(8.64e15),
    new Date(-62198755200000),
    with_(new Date(1), { zone: "UTC" }),
  ],
  patterns: [/a\/b/giu, new RegExp(""), with_(/x/y, { lastIndex: 3 }), with_(/x/y, { lastIndex: -0 })],
  maps: [
    new Map(),
    new Map<unknown, unknown>([
      [{ k: 1 }, "v"],
      [NaN, -0],
      ["k", new Map([[1, 2]])],
    ]),
  ],
  sets: [new Set(), new Set([1, "1", {}, undefined])],
  "Map with a property": with_(new Map([[1, 2]]), { label: "m" }),
  urls: new URL("https://user:pw@example.com:8080/a%20b?q=1#h"),
  "array buffers": [bytes, new ArrayBuffer(0)],
  views: [
    new Uint8Array(bytes),
    new Uint8ClampedArray(bytes, 1, 2),
    new Int16Array(bytes, 2, 3),
    new Float32Array([1.5, NaN, -0]),
    new Float64Array(bytes),
    new BigInt64Array(bytes),
    new BigUint64Array([2n ** 63n]),
    new DataView(bytes, 3, 4),
    new Uint16Array(0),
  ],
  "boxed primitives": [
    Object(1),
    Object(-0),
    Object("text"),
    Object(false),
    Object(5n),
    Object(Symbol.iterator),
  ],
  "instance of a registered class": new Point(1, { y: undefined }),
  "frozen instance": Object.freeze(new Point(1, 2)),
  "subclass of Array": Stack.from<unknown>([1, { a: 2 }]),
  "registered values": [Status, Status.Active, double, Point],
  "built-in values": [Math, Math.max, [].push, JSON.stringify, Number, fetch, Intl.NumberFormat],
  closures: [counter({ count: 1 }), both({ me: 1 }, { a: 1 }, { b: undefined })],
  "closure with a property": with_(counter({ count: 1 }), { label: "c" }),
  iterations: [new ArrayIteration([1, 2], "entries", 1), new ArrayIteration([], "keys", -1)],
  errors: [
    new Error("plain"),
    new TypeError("typed", { cause: { a: 1 } }),
    new RangeError(),
    new SyntaxError("s"),
    new ReferenceError("r"),
    new EvalError("e"),
    new URIError("u", { cause: undefined }),
    new AggregateError([new Error("inner"), 5], "many"),
    with_(new Error("coded"), { code: "E1", details: [1] }),
    with_(new Error("named"), { name: "OwnName" }),
    new PaymentError("refused", 12, { cause: new Error("why") }),
    Object.freeze(new Error("frozen")),
  ],
  "error without a stack": (() => {
    const error = new Error("bare");
    delete error.stack;
    return error;
  })(),
};

test.each(Object.entries(values))("%s", (_, value) => {
  const copy = decode(encode(value));
  expect(difference(value, copy)).toBeUndefined();
  if (typeof value === "object" && value !== null) expect(copy).not.toBe(value);
});

test.each(Object.entries(values))("%s, beside itself and inside a Map", (_, value) => {
  const twice = { first: value, map: new Map([[value, value]]), again: [value] };
  expect(difference(twice, decode(encode(twice)))).toBeUndefined();
});

test("no constructor runs", () => {
  const text = encode(new Point(1, 2));
  const before = Point.made;
  expect(decode(text)).toBeInstanceOf(Point);
  expect(Point.made).toBe(before);
});

test("a restored error is a real one", () => {
  const error = new PaymentError("refused", 12, { cause: new Error("why") });
  const copy = decode(encode(error)) as PaymentError;
  expect(copy).toBeInstanceOf(PaymentError);
  expect(copy.stack).toBe(error.stack);
  expect(Object.prototype.toString.call(copy)).toBe("[object Error]");
  expect(structuredClone(copy)).toBeInstanceOf(TypeError);
});

test("Buffers keep their bytes, and only these", () => {
  const [small, large, part] = [Buffer.from("small"), Buffer.alloc(9000, 7), Buffer.from(bytes, 2, 3)];
  const text = encode([small, large, part, bytes]);
  expect(text).toContain(`{"$":"Buffer","base64":"${small.toString("base64")}"}`);
  const copy = decode(text) as [Buffer, Buffer, Buffer, ArrayBuffer];
  expect(copy.slice(0, 3).every((item) => Buffer.isBuffer(item))).toBe(true);
  expect(copy[0].equals(small) && copy[1].equals(large) && copy[2].equals(part)).toBe(true);
  expect(copy[2].buffer).toBe(copy[3]);
});

test("views of one buffer still share it", () => {
  const views = decode(
    encode({ words: new Uint16Array(bytes), all: bytes, bytes: new Uint8Array(bytes, 4) }),
  ) as {
    words: Uint16Array;
    all: ArrayBuffer;
    bytes: Uint8Array;
  };
  expect(views.words.buffer).toBe(views.all);
  views.bytes[0] = 99;
  expect(views.words[2]! & 255).toBe(99);
});
