import { expect, test } from "vitest";
import {
  brand,
  privateAccessor,
  privateHas,
  privateInit,
  privateMethod,
  privateName,
  privateRef,
} from "../machine/private.js";
import { decode, encode } from "./index.js";
import { getter, secret, shape } from "./testing/classes.js";
import { counter, Point } from "./testing/code.js";
import { difference } from "./testing/same-graph.js";

function same<T>(value: T): T {
  const copy = decode(encode(value)) as T;
  expect(difference(value, copy)).toBeUndefined();
  return copy;
}
const x = privateName("#x");
const withX = <T extends object>(object: T, value: unknown = 1): T => {
  privateInit(object, x, value);
  return object;
};

test("fields of a class's instances", () => {
  const names = { x: privateName("#x") };
  const Secret = secret(names);
  const copy = same({ list: [new Secret({ a: 1 }), new Secret(2)], Secret, names });
  expect(copy.list[0]!.reveal()).toEqual({ a: 1 });
  expect(new copy.Secret(3).reveal()).toBe(3);
  expect(privateHas(copy.list[1], copy.names.x)).toBe(true);
  expect(privateHas(copy.list[1], names.x)).toBe(false);
  expect(same([new Secret(5)])[0]!.reveal()).toBe(5);
});

const carriers: Record<string, () => object> = {
  "a plain object": () => ({ a: 1 }),
  "an empty one": () => ({}),
  "an array": () => [1, 2],
  "a frozen object": () => Object.freeze({ a: 1 }),
  "a Map": () => new Map([[1, 2]]),
  "an error": () => new Error("e"),
  "a closure": () => counter({ count: 1 }),
  "a class": () => shape(),
  "a prototype": () => shape().prototype,
  "a method": () => shape().prototype.area,
  "an instance of a registered class": () => new Point(1, 2),
  "an object without a prototype": () => Object.create(null) as object,
  "a view": () => new Uint8Array(2),
  "another private name": () => privateName("#y"),
};

test.each(Object.entries(carriers))("%s carries them", (_, make) => {
  const object = withX(make(), { deep: [1] });
  const copy = same({ x, object, again: object });
  expect(privateRef(copy.object, copy.x).value).toEqual({ deep: [1] });
});

test("a value that leads back", () => {
  const object: Record<string, unknown> = {};
  withX(object, [object]);
  same(object);
  const holder = {};
  withX(holder, holder);
  same([holder, x]);
});

test("methods and accessors", () => {
  const scope = { value: 7 };
  const method = privateMethod("#m", getter(scope), "C");
  const accessor = privateAccessor("#a", getter(scope), counter({ count: 1 }));
  const object = {};
  brand(object, [method, accessor]);
  const copy = same({ object, names: [method, accessor], scope });
  copy.scope.value = 8;
  expect(privateRef(copy.object, copy.names[1]!).value).toBe(8);
  expect((privateRef(copy.object, copy.names[0]!).value as () => unknown)()).toBe(8);
  expect(() => privateRef({}, copy.names[0]!).value).toThrow("Receiver must be an instance of class C");
});

test("static ones", () => {
  const method = privateMethod("#m", getter({ value: 1 }), "C");
  const C = shape();
  brand(C, [method]);
  const copy = same({ C, method });
  expect(() => privateRef({}, copy.method).value).toThrow("Receiver must be class C");
});

test("one name of two objects is one name", () => {
  const copy = same([withX({ n: 1 }), withX({ n: 2 })] as const);
  expect(difference([withX({ n: 1 }), withX({ n: 2 })], copy)).toBeUndefined();
  const text = JSON.parse(encode([withX({ n: 1 }), withX({ n: 2 })])) as { private: unknown[][] }[];
  expect(text[1]!.private[0]![0]).toMatchObject({ $: "same" });
});
