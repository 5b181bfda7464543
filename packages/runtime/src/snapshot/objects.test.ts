import { describe, expect, test } from "vitest";
import { references } from "../machine/reference.js";
import { templateSite } from "../machine/template-site.js";
import { decode, encode, MissingCodeError } from "./index.js";
import { getter, shape } from "./testing/classes.js";
import { counter, Point, Stack } from "./testing/code.js";
import { difference } from "./testing/same-graph.js";

function same<T>(value: T): T {
  const copy = decode(encode(value)) as T;
  expect(difference(value, copy)).toBeUndefined();
  return copy;
}
const define = <T extends object>(value: T, key: PropertyKey, descriptor: PropertyDescriptor): T =>
  Object.defineProperty(value, key, descriptor);
const withArguments = (..._: unknown[]): IArguments => (function () { return arguments; })(..._ as []); // prettier-ignore

describe("prototypes", () => {
  const base = { greet: "hello" };
  const values: Record<string, () => unknown> = {
    "a plain object": () => [Object.create(base), base, Object.create(base)],
    "a chain": () => Object.create(Object.create(Object.create(null, { a: { value: 1 } }))),
    "an array": () => Object.create([1, 2]),
    "a Map": () => Object.create(new Map([[1, 2]])),
    "an instance of a registered class": () => Object.create(new Point(1, 2)),
    "the prototype of a registered class": () => [Object.create(Stack.prototype), Point.prototype],
    "a function": () => Object.create(counter({ count: 1 })),
    "prototypes of the language": () =>
      [Array, Map, Error, Function, Promise].map((Class) => Object.create(Class.prototype as object)),
    "an array that is no list": () => Object.setPrototypeOf([1, , 2], { last: 2 }), // eslint-disable-line no-sparse-arrays
    "an array without": () => Object.setPrototypeOf([1], null),
    "a Map without": () => Object.setPrototypeOf(new Map([[1, {}]]), null),
    "an error without": () => Object.setPrototypeOf(new Error("e"), null),
    "a date of a registered class": () => Object.setPrototypeOf(new Date(5), Point.prototype),
    "plain objects, for what are none": () =>
      [new Map([[1, 2]]), new Set([1]), new Date(1), [1], /a/, new Uint8Array(1), Object(1)].map(
        (value: object) => Object.assign(Object.setPrototypeOf(value, { own: 1 }) as object, { x: 1 }),
      ),
    "the plain one, for a function": () => Object.setPrototypeOf(counter({ count: 1 }), Object.prototype),
    frozen: () => Object.freeze(Object.create(Object.freeze({ a: 1 }))),
  };

  test.each(Object.entries(values))("%s", (_, make) => {
    same(make());
  });

  test("in a cycle with what inherits", () => {
    const first: Record<string, unknown> = {};
    const second = Object.create(first) as Record<string, unknown>;
    Object.assign(first, { second });
    Object.assign(second, { self: second, third: Object.create(second) });
    for (const root of [first, second, second["third"], [second, first]]) same(root);
  });

  test("as many as may follow each other", () => {
    let value = {};
    for (let i = 0; i < 49; i++) value = Object.create(value) as object;
    same(value);
  });

  test("a setter that is inherited is not called", () => {
    const scope = { count: 0 };
    const setters = { configurable: true, set: counter(scope) };
    const prototype = define(define({}, "stack", setters), "x", setters);
    const error = Object.setPrototypeOf(new Error("e"), prototype) as object;
    const pattern = Object.setPrototypeOf(define(/a/, "x", { value: 1 }), prototype) as object;
    same([error, pattern, define(Object.create(prototype) as object, "x", { value: 1 }), scope]);
  });
});

describe("values of the language", () => {
  const generator = Object.getPrototypeOf(function* () {}) as { constructor: object; prototype: object };
  const values: Record<string, unknown> = {
    prototypes: [Object, Function, Array, Map, RegExp, Error, TypeError, Promise, Symbol].map(
      (C) => C.prototype as object,
    ),
    "prototypes of no global": [
      generator,
      generator.prototype,
      generator.constructor,
      Object.getPrototypeOf(Uint8Array),
    ],
    iterators: [
      [].values(),
      new Map().keys(),
      new Set().keys(),
      ""[Symbol.iterator](),
      "".matchAll(/a/g),
    ].map((iterator) => Object.getPrototypeOf(iterator) as object),
    accessors: [
      Object.getOwnPropertyDescriptor(Map.prototype, "size")!.get,
      Object.getOwnPropertyDescriptor(Object.prototype, "__proto__")!.set,
      Object.getOwnPropertyDescriptor(RegExp, Symbol.species)?.get,
      Object.getOwnPropertyDescriptor(Object.getPrototypeOf(Uint8Array.prototype), Symbol.toStringTag)!.get,
    ],
    methods: [
      [][Symbol.iterator],
      RegExp.prototype[Symbol.match],
      Symbol.prototype[Symbol.toPrimitive],
      Math.max,
    ],
  };

  test.each(Object.entries(values))("%s are stored by name", (_, list) => {
    const copy = decode(encode(list)) as unknown[];
    expect(copy.map((value, at) => value === (list as unknown[])[at])).not.toContain(false);
  });
});

test("a symbol of a module is stored by name, as a value and as a key", () => {
  const kind = Symbol("kind");
  references("shop/src/symbols.ts", { kind: () => kind });
  const value = { kind, [kind]: [1], hidden: define({}, kind, { value: 1 }) };
  const copy = decode(encode(value)) as typeof value;
  expect(copy.kind).toBe(kind);
  expect(copy[kind]).toEqual([1]);
  expect(Object.getOwnPropertyDescriptor(copy.hidden, kind)).toMatchObject({ value: 1, enumerable: false });
});

describe("properties", () => {
  const scope = { value: 5 };
  const local = Symbol("local");
  const values: Record<string, unknown> = {
    "a getter": define({ before: 1 }, "b", { get: getter(scope), enumerable: true, configurable: true }),
    "both halves": define({}, "b", { get: getter(scope), set: counter({ count: 1 }), enumerable: true }),
    "the same function twice": [define({}, "b", { get: getter(scope) }), scope, getter(scope)],
    "a setter under a symbol": define({}, Symbol.for("s"), {
      set: counter({ count: 1 }),
      configurable: true,
    }),
    "a getter of the language": define({}, "size", Object.getOwnPropertyDescriptor(Map.prototype, "size")!),
    "a getter of a class": define({}, "b", Object.getOwnPropertyDescriptor(shape().prototype, "name")!),
    "a getter of a Map, a Date and an error": [new Map(), new Date(1), new Error("e")].map((value) =>
      define(value, "b", { get: getter(scope), enumerable: true }),
    ),
    "a frozen getter": Object.freeze(define({}, "b", { get: getter(scope) })),
    "a getter among elements": define([1, 2, 3], 1, { get: getter(scope), configurable: true }),
    "a read-only length": define([1, 2], "length", { writable: false }),
    "a read-only length of an array with holes": define([, 1, ,], "length", { writable: false }), // eslint-disable-line no-sparse-arrays
    "a sealed array of read-only length": Object.seal(define([1], "length", { writable: false })),
    "local symbols": [local, { [local]: local }, Symbol("local"), Symbol(), Symbol(""), Object(local)],
    "hidden under a local symbol": define({}, local, { value: [local] }),
    "a key that looks like a special value": { $: "accessor", get: 1 },
    "an accessor that is data": { a: { $: "accessor" }, b: Object.freeze({ x: { $: "symbol", local: 0 } }) },
    "a pattern with a read-only index": define(/a/g, "lastIndex", { value: 2, writable: false }),
    "views with properties": [
      Object.assign(new Uint8Array(4), { label: "small", [local]: 1 }),
      Object.assign(new Uint16Array(5000), { label: "large" }),
      define(new Float64Array(2000), "hidden", { value: {} }),
      Object.assign(new Uint8Array(3000), { [local]: 1 }),
      Object.assign(new DataView(new ArrayBuffer(2)), { label: "view" }),
      new BigInt64Array(3000),
    ],
  };

  test.each(Object.entries(values))("%s", (_, value) => {
    same(value);
    same({ first: value, again: [value] });
  });

  test("a getter reads the scope that it shares", () => {
    const copy = same({ object: define({}, "b", { get: getter(scope) }) as { b: unknown }, scope });
    copy.scope.value = 6;
    expect(copy.object.b).toBe(6);
  });

  test("no getter runs", () => {
    const failing = define({}, "b", { get: getter(new Proxy({}, {})), enumerable: true });
    expect(() => encode(failing)).toThrow("Proxy");
  });

  test("large Buffers with properties", () => {
    const buffer = Object.assign(Buffer.alloc(20_000, 1), { label: "b" });
    expect(decode(encode(buffer))).toMatchObject({ label: "b", length: 20_000 });
  });
});

describe("arguments", () => {
  test.each([
    ["none", withArguments()],
    ["some", withArguments(1, { a: 1 }, undefined)],
    ["changed", Object.assign(withArguments(1, 2), { 1: "b", 5: 1, extra: [] })],
    ["without length", define(withArguments(1), "length", { value: "none" })],
    ["frozen", Object.freeze(withArguments(1))],
    ["with another prototype", Object.setPrototypeOf(withArguments(1), null)],
  ])("%s", (_, value) => {
    same(value as unknown);
    same([value, { value: value as unknown }]);
  });

  test("are still arguments", () => {
    const copy = same(withArguments(1, 2));
    expect([...copy, copy.length, Object.prototype.toString.call(copy)]).toEqual([
      1,
      2,
      2,
      "[object Arguments]",
    ]);
    expect(() => (copy as { callee: unknown }).callee).toThrow(TypeError);
  });
});

describe("addresses", () => {
  test("the query of a URL is its own, met before it or after", () => {
    const url = new URL("http://a.b/?q=1");
    const params = url.searchParams;
    for (const root of [[params, url] as const, [url, params] as const, [params, url] as const]) {
      const copy = same(root);
      const [copyUrl, copyParams] = [
        copy.find((part) => part instanceof URL)!,
        copy.find((part) => part instanceof URLSearchParams)!,
      ];
      copyParams.append("r", "2 3");
      expect(copyUrl.href).toBe("http://a.b/?q=1&r=2+3");
    }
    same([params]);
    same(Object.assign(new URLSearchParams("a=1&a=2"), { note: 1 }));
  });
});

describe("template strings", () => {
  const tag = (strings: TemplateStringsArray, ..._: unknown[]): TemplateStringsArray => strings;
  const site = (): TemplateStringsArray => tag`a${1}\n`;

  test("are those of their site", () => {
    const strings = templateSite("shop/src/tags.ts#f/1", site());
    expect(strings).toBe(site());
    const copy = decode(encode({ strings, raw: strings.raw, again: strings })) as Record<string, unknown>;
    expect(copy["strings"]).toBe(strings);
    expect(copy["again"]).toBe(strings);
    expect(copy["raw"]).toBe(strings.raw);
    expect(encode(strings)).toBe('{"$":"template","id":"shop/src/tags.ts#f/1"}');
  });

  test("of a site that is not loaded", () => {
    const missing = (): unknown => decode('{"$":"template","id":"shop/src/tags.ts#gone/1"}');
    expect(missing).toThrow(MissingCodeError);
    expect(missing).toThrow("shop/src/tags.ts#gone/1");
  });

  test("of no site are an array like others", () => {
    same(tag`b`);
  });
});
