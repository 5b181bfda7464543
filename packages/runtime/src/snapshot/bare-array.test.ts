import { expect, test } from "vitest";
import { hasSimpleElements } from "./bare-array.js";
import { decode, encode } from "./index.js";
import { Pages } from "./pages/index.js";
import { Rows } from "./pages/testing/rows.js";
import { difference } from "./testing/same-graph.js";

const numbers = (): unknown[] => Array.from({ length: 300 }, (_, at) => at * 1.5);
const define = (descriptor: PropertyDescriptor): unknown[] =>
  Object.defineProperty(numbers(), 200, descriptor);
const set = (at: number, value: unknown): unknown[] => Object.assign(numbers(), { [at]: value });
const without = (at: number): unknown[] => {
  const list = numbers();
  Reflect.deleteProperty(list, at);
  return list;
};
const usual = { value: 7, writable: true, enumerable: true, configurable: true };

const simple: Record<string, () => unknown[]> = {
  numbers,
  "numbers with NaN, -0 and Infinity": () => [...numbers(), NaN, -0, Infinity, -Infinity],
  "texts, numbers, flags and null": () =>
    numbers().map((value, at) => [value, `t${at}`, at > 9, null][at % 4]),
};

const others: Record<string, () => unknown[]> = {
  few: () => [1, 2, 3],
  "a hole": () => without(200),
  "a hole at the end": () => Object.assign(numbers(), { length: 301 }),
  "an element that cannot be written": () => define({ ...usual, writable: false }),
  "an element that is not listed": () => define({ ...usual, enumerable: false }),
  "an element that cannot be deleted": () => define({ ...usual, configurable: false }),
  "an element with a setter alone": () =>
    define({ set: undefined as never, enumerable: true, configurable: true }),
  frozen: () => Object.freeze(numbers()) as unknown[],
  sealed: () => Object.seal(numbers()),
  "not extensible": () => Object.preventExtensions(numbers()),
  "an object": () => set(200, {}),
  undefined: () => set(200, undefined),
  "a bigint": () => set(200, 12n),
  "a long text": () => set(200, "x".repeat(100)),
  "a symbol": () => set(200, Symbol.iterator),
};

const beside: Record<string, () => unknown[]> = {
  "another property": () => Object.assign(numbers(), { extra: 1 }),
  "a hidden property": () => Object.defineProperty(numbers(), "extra", { value: 1 }),
  "a property with a symbol": () => Object.assign(numbers(), { [Symbol.for("s")]: 1 }),
  "a fixed length": () => Object.defineProperty(numbers(), "length", { writable: false }),
  "another prototype": () => Object.setPrototypeOf(numbers(), { own: 1 }) as unknown[],
};

test.each(Object.entries(simple))("simple elements: %s", (_, make) => {
  expect(hasSimpleElements(make())).toBe(true);
});

test.each(Object.entries(others))("not, or not seen at once: %s", (_, make) => {
  expect(hasSimpleElements(make())).toBe(false);
});

test.each(Object.entries({ ...simple, ...others, ...beside }))("comes back: %s", (_, make) => {
  expect(difference(make(), decode(encode(make())))).toBeUndefined();
});

test.each(Object.entries({ ...others, ...beside }))("what becomes of an array in pages: %s", (_, make) => {
  const list = numbers();
  const pages = new Pages(undefined, { head: 0, atOnce: 0, page: 60, entries: 8, text: 30, garbage: 0 });
  const rows = new Rows();
  rows.commit(pages, { list });
  expect(rows.pages.size).toBeGreaterThan(9);
  const changed = make();
  list.length = changed.length;
  for (const key of Reflect.ownKeys(changed).reverse())
    // the length last
    Object.defineProperty(list, key, Object.getOwnPropertyDescriptor(changed, key)!);
  for (let at = 0; at < list.length; at++) if (!Object.hasOwn(changed, at)) Reflect.deleteProperty(list, at);
  Object.setPrototypeOf(list, Object.getPrototypeOf(changed) as object);
  if (Object.isFrozen(changed)) Object.freeze(list);
  if (!Object.isExtensible(changed)) Object.preventExtensions(list);
  rows.commit(pages, { list });
  expect(difference({ list }, rows.load().root)).toBeUndefined();
});

test("no getter of an element is called", () => {
  let calls = 0;
  const list = define({ get: () => ++calls, enumerable: true, configurable: true });
  expect(hasSimpleElements(list)).toBe(false);
  expect(() => encode(list)).toThrow(/\[200\].*accessor/);
  expect(calls).toBe(0);
});
