import { describe, expect, it } from "vitest";
import { decode, encode } from "../../snapshot/index.js";
import { references } from "../reference.js";
import { iterate, iterateMethod } from "./iterate.js";
import type { Iteration } from "./iteration.js";

const restored = (iteration: Iteration): Iteration => decode(encode(iteration)) as Iteration;
const same = (iteration: Iteration): Iteration => {
  encode(iteration);
  return iteration;
};
/** How an iteration may be treated between two steps: left alone, stored, or stored and restored. */
const WAYS = [["in memory", (iteration: Iteration) => iteration] as const, ["while stored", same] as const];
const ALL = [...WAYS, ["across restores", restored] as const];

/** What is left of an iteration; `during` may change what is iterated over. */
function rest(
  start: Iteration,
  between: (iteration: Iteration) => Iteration,
  during: (value: unknown) => void = () => {},
): unknown[] {
  const values: unknown[] = [];
  for (let iteration = start; iteration.next(); iteration = between(iteration)) {
    values.push(iteration.value);
    during(iteration.value);
  }
  return values;
}

const map = new Map<unknown, unknown>([
  ["a", 1],
  ["b", { two: 2 }],
  [NaN, undefined],
]);
class Bag extends Set<unknown> {}
references("shop/bag.ts", { Bag: () => Bag });
const iterables: Record<string, Iterable<unknown>> = {
  array: ["a", , "c"],
  "empty array": [],
  "typed array": new Float32Array([1, 2.5]),
  map,
  set: new Set(["x", "y"]),
  "subclass of Set": new Bag(["x", "y"]),
  text: "a😀\ud800b",
  "boxed text": Object("ab") as Iterable<string>,
};

describe.each(ALL)("built-in iterations, %s", (_, between) => {
  it.each(Object.entries(iterables))("go over the same as a loop does: %s", (_name, iterable) => {
    expect(rest(iterate(iterable), between)).toEqual([...iterable]);
  });

  it.each(["entries", "keys", "values"] as const)("%s()", (kind) => {
    for (const iterable of [["a", , "c"], new Uint8Array([7]), map, new Set(["x", "y"])])
      expect(rest(iterateMethod(iterable, kind), between)).toEqual([...iterable[kind]()]);
  });

  it("stay exhausted", () => {
    const list = [1];
    const set = new Set([1]);
    for (const iterable of [list, set, "a"]) {
      let iteration = iterate(iterable);
      rest(iteration, (at) => at);
      iteration = between(iteration);
      list.push(2);
      set.add(2);
      expect(iteration.next()).toBe(false);
      expect(iteration.value).toBe(undefined);
    }
  });
});

type Change = (collection: Map<unknown, unknown>, key: unknown) => void;
const changes: Record<string, Change> = {
  "deletes the visited": (collection, key) => collection.delete(key),
  "deletes the next": (collection, key) => key === 1 && collection.delete(2),
  "deletes one before and adds it again": (collection, key) => {
    if (key !== 2 || !collection.has(1)) return;
    collection.delete(1);
    collection.set(1, "again");
  },
  "adds while there is room": (collection, key) => collection.size < 6 && collection.set(Number(key) + 10, 0),
  "clears and starts over": (collection, key) => {
    if (key !== 2) return;
    collection.clear();
    collection.set(7, "seven").set(8, "eight");
  },
  "adds at the last": (collection, key) => key === 3 && collection.set(4, 4),
};

describe.each(WAYS)("changes between steps are seen as the language has it, %s", (_, between) => {
  it.each(Object.entries(changes))("%s", (_name, change) => {
    const make = () => new Map<unknown, unknown>([1, 2, 3].map((key) => [key, key]));
    const expected: unknown[] = [];
    const plain = make();
    for (const [key] of plain) {
      expected.push(key);
      change(plain, key);
    }
    const ours = make();
    expect(rest(iterateMethod(ours, "keys"), between, (key) => change(ours, key))).toEqual(expected);
  });

  it("of arrays", () => {
    const grow = [1, 2];
    expect(rest(iterate(grow), between, () => grow.length < 4 && grow.push(9))).toEqual([1, 2, 9, 9]);
    const shrink = [1, 2, 3];
    expect(rest(iterate(shrink), between, () => shrink.pop())).toEqual([1, 2]);
  });
});

describe("a restored iteration over a Map", () => {
  const decoded = <T>(value: T): T => decode(encode(value)) as T;
  it("goes over the restored Map, whose visited entries may go at once", () => {
    const items = new Map([1, 2, 3, 4].map((key) => [key, key]));
    const iteration = iterateMethod(items, "keys");
    iteration.next();
    iteration.next();
    const copy = decoded({ iteration, items });
    copy.items.delete(1);
    copy.items.delete(3);
    copy.items.set(1, 1);
    expect(rest(copy.iteration, (at) => at)).toEqual([4, 1]);
    expect(rest(iteration, (at) => at)).toEqual([3, 4]);
  });

  it("finds its place in a Map that holds it", () => {
    const items = new Map<unknown, unknown>([["a", 1]]);
    const iteration = iterateMethod(items, "values");
    items.set("self", iteration).set("b", 2);
    iteration.next();
    const copy = decoded(items);
    const inner = copy.get("self") as Iteration;
    expect(rest(inner, (at) => at)).toEqual([inner, 2]);
  });
});

describe("what is not the language's own goes by the protocol", () => {
  it("a changed iteration of an array", () => {
    const odd = Object.assign([1], { [Symbol.iterator]: () => [2][Symbol.iterator]() });
    expect(rest(iterate(odd), (at) => at)).toEqual([2]);
  });

  it("iterators whose prototype was changed", () => {
    const prototype = Object.getPrototypeOf([].values()) as { next(): unknown };
    const { next } = prototype;
    prototype.next = () => ({ done: true });
    try {
      expect(iterate([1]).next()).toBe(false);
    } finally {
      prototype.next = next;
    }
    expect(iterate([1]).next()).toBe(true);
  });

  it("a detached buffer", () => {
    const bytes = new Uint8Array(2);
    const iteration = iterate(bytes);
    iteration.next();
    structuredClone(bytes.buffer, { transfer: [bytes.buffer] });
    expect(() => iteration.next()).toThrow(TypeError);
  });

  it("says what is no iterable as the language does", () => {
    expect(() => iterate(undefined, "x")).toThrow(new TypeError("x is not iterable"));
    expect(() => iterate(5)).toThrow(
      "number 5 is not iterable (cannot read property Symbol(Symbol.iterator))",
    );
    for (const bad of [{}, { keys: () => 5 }])
      expect(() => iterateMethod(bad, "keys", "o.keys()")).toThrow(new TypeError("o.keys() is not iterable"));
    expect(() => iterateMethod(null, "keys")).toThrow("Cannot read properties of null (reading 'keys')");
  });
});
