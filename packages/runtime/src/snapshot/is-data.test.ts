import { expect, test } from "vitest";
import { readPending, references } from "../machine/reference.js";
import { isData } from "./is-data.js";

const cyclic: { own?: unknown } = {};
cyclic.own = [cyclic];

test.each([
  ["undefined", undefined],
  ["a text", "x"],
  ["a bigint", 1n],
  ["a symbol", Symbol.iterator],
  ["an object", { a: { b: [1, "c", null, undefined] } }],
  ["one without a prototype", Object.assign(Object.create(null) as object, { a: 1 })],
  ["a cycle", cyclic],
  ["a Map, a Set and a Date", [new Map([[{ a: 1 }, new Set([new Date(0)])]])]],
  ["a frozen one", Object.freeze({ a: Object.freeze([1]) })],
  ["a hole", [, 1]],
])("%s is data", (_, value) => {
  expect(isData(value)).toBe(true);
});

class Money {
  amount = 1;
}

const throwing = new Proxy(
  {},
  {
    ownKeys: () => {
      throw new Error("its code ran");
    },
  },
);

const shared = Object.freeze({ list: [1] });
references("is-data.test", { shared: () => shared });
readPending();

test.each([
  ["what others know by name", { of: [shared] }],
  ["a function", () => 1],
  ["an object with a function", { a: { toString: () => "x" } }],
  ["an instance", new Money()],
  ["a Map of instances", new Map([["a", new Money()]])],
  ["a Map with an instance as key", new Map([[new Money(), 1]])],
  ["a Set of instances", new Set([[new Money()]])],
  ["a subclass", [new (class extends Array {})()]],
  ["a getter", Object.defineProperty({}, "a", { get: () => 1 })],
  ["a setter", Object.defineProperty({}, "a", { set: () => {} })],
  ["a hidden getter of an array", [Object.defineProperty([1], 0, { get: () => 1 })]],
  ["a symbol as key", { [Symbol.toPrimitive]: () => 1 }],
  ["a proxy", { a: throwing }],
  ["a regular expression", /x/],
  ["an error", new Error("x")],
  ["bytes", new Uint8Array(1)],
  ["a promise", Promise.resolve(1)],
  ["what only looks like a Map", Object.create(Map.prototype) as object],
])("%s is none", (_, value) => {
  expect(isData(value)).toBe(false);
});
