import { expect, test } from "vitest";
import type { Scope } from "../machine/abi.js";
import { closureRecord } from "../machine/closure.js";
import { ArrayIteration } from "../machine/iteration/array-iteration.js";
import { decode, encode } from "./index.js";
import { both, counter, Point } from "./testing/code.js";
import { difference } from "./testing/same-graph.js";

/** Each makes a container, and says how to put something into it. */
const containers: Record<string, () => [object, (content: unknown) => void]> = {
  object: () => {
    const value: Record<string, unknown> = { before: 1 };
    return [value, (content) => (value["content"] = content)];
  },
  array: () => {
    const value: unknown[] = [1];
    return [value, (content) => value.push(content)];
  },
  "sparse array": () => {
    const value: unknown[] = [];
    return [value, (content) => (value[7] = content)];
  },
  "null prototype": () => {
    const value = Object.create(null) as Record<string, unknown>;
    return [value, (content) => (value["$"] = content)];
  },
  "Map value": () => {
    const value = new Map<unknown, unknown>();
    return [value, (content) => value.set("content", content)];
  },
  "Map key": () => {
    const value = new Map<unknown, unknown>();
    return [value, (content) => value.set(content, "content")];
  },
  Set: () => {
    const value = new Set<unknown>();
    return [value, (content) => value.add(content)];
  },
  Error: () => {
    const value = new Error("e");
    return [value, (content) => (value.cause = content)];
  },
  instance: () => {
    const value = new Point(0, undefined);
    return [value, (content) => (value.x = content)];
  },
  "property of a Date": () => {
    const value = new Date(5);
    return [value, (content) => Object.assign(value, { content })];
  },
  "closure's scope": () => {
    const scope: Scope = { count: 1 };
    return [counter(scope), (content) => (scope["content"] = content)];
  },
  "closure's this": () => {
    const self: Record<string, unknown> = {};
    return [both(self, {}, {}), (content) => (self["content"] = content)];
  },
  iteration: () => {
    const array: unknown[] = [];
    return [new ArrayIteration(array, "values"), (content) => array.push(content)];
  },
};

const pairs = Object.keys(containers).flatMap((a) => Object.keys(containers).map((b) => [a, b] as const));

test.each(pairs)("%s and %s in each other", (nameA, nameB) => {
  const [a, putA] = containers[nameA]!();
  const [b, putB] = containers[nameB]!();
  putA(b);
  putB(a);
  for (const root of [a, b, { a, b }, [b, a, a], new Map([[a, b]])]) {
    expect(difference(root, decode(encode(root)))).toBeUndefined();
  }
});

test.each(Object.keys(containers))("%s in itself", (name) => {
  const [value, put] = containers[name]!();
  put(value);
  expect(difference(value, decode(encode(value)))).toBeUndefined();
});

test("a frozen cycle", () => {
  const a: Record<string, unknown> = {};
  const b = Object.freeze({ a });
  a["b"] = b;
  Object.freeze(a);
  const copy = decode(encode(b)) as typeof b;
  expect(difference(b, copy)).toBeUndefined();
  expect(Object.isFrozen(copy.a)).toBe(true);
});

test("closures that share a scope with each other and with their frame", () => {
  const scope: Scope = { count: 10 };
  const frame = { next: counter(scope), also: counter(scope), scope };
  scope["itself"] = frame.next;
  const copy = decode(encode(frame)) as typeof frame;
  expect(difference(frame, copy)).toBeUndefined();
  expect([copy.next(), copy.also(), copy.scope["count"]]).toEqual([11, 12, 12]);
  expect(scope["count"]).toBe(10);
});

test("a closure first met inside its own scope", () => {
  const scope: Scope = { count: 1 };
  const next = counter(scope);
  scope["next"] = next;
  const copy = decode(encode(scope)) as { next: () => number; count: number };
  copy.next();
  expect(copy.count).toBe(2);
});

test("a closure whose this and scopes are met through each other", () => {
  const shared: Scope = { count: 0 };
  const inner = both({}, shared, { n: 1 });
  const self = { inner, late: both(undefined, shared, shared) };
  const outer = both(self, shared, { inner });
  const bound = both(outer, shared, { outer });
  for (const root of [outer, { self, outer }, [shared, outer], bound, { bound, outer, inner }]) {
    expect(difference(root, decode(encode(root)))).toBeUndefined();
  }
  const copy = decode(encode(outer)) as typeof outer;
  const [copySelf, copyShared] = copy() as unknown as [typeof self, Scope];
  expect(copySelf.inner()[1]).toBe(copyShared);
  expect(closureRecord(copySelf.late)).toMatchObject({
    scopes: [copyShared, copyShared],
  });
});
