import { expect, test } from "vitest";
import { MACHINE, type CompiledFunction, type Machine } from "../machine/abi.js";
import { closure, closureRecord, fn } from "../machine/closure.js";
import { references } from "../machine/reference.js";
import { decode, encode, MissingCodeError, SnapshotError } from "./index.js";
import { counter, PaymentError, Point, Status } from "./testing/code.js";

const missing: [what: string, text: string, id: string][] = [
  ["reference", encode([Status]), "shop/src/code.ts#Status"],
  ["class", encode(new Point(1, 2)), "shop/src/code.ts#Point"],
  ["class of an error", encode(new PaymentError("m", 1)), "shop/src/code.ts#PaymentError"],
  ["closure", encode({ f: counter({ count: 1 }) }), "shop/src/code.ts#counter/next"],
  ["function", '{"$":"function","id":"shop/src/code.ts#helper"}', "shop/src/code.ts#helper"],
];

test.each(missing)("a %s that is not loaded", (_, text, id) => {
  const renamed = text.replaceAll(id, `${id}2`);
  const error = caught(() => decode(renamed));
  expect(error).toBeInstanceOf(MissingCodeError);
  expect(error).toBeInstanceOf(SnapshotError);
  expect(error).toMatchObject({ id: `${id}2`, code: "PD2111", name: "MissingCodeError" });
});

const register = (hash: string, scopes: readonly string[]) =>
  closure({ id: "shop/src/edited.ts#f", hash, scopes, make: () => () => hash });

test("a closure whose code was edited goes on where it captures the same", () => {
  register("h1", ["a"]);
  const text = encode(fn("shop/src/edited.ts#f", undefined, { a: 1 }));
  register("h2", ["a"]);
  expect((decode(text) as () => string)()).toBe("h1");
  expect((decode(text.replace("h1", "gone")) as () => string)()).toBe("h2");
  register("h3", ["a", "b"]);
  expect((decode(text) as () => string)()).toBe("h1");
  const error = caught(() => decode(text.replace("h1", "gone")));
  expect(error).toBeInstanceOf(MissingCodeError);
  expect(error).toMatchObject({ id: "shop/src/edited.ts#f", code: "PD2112" });
});

test("a closure with copies keeps them, and takes no objects in their place", () => {
  const id = "shop/src/copies.ts#f";
  const make = (scope: object, copy: unknown) => () => [scope, copy];
  closure({ id, hash: "h1", scopes: ["$scope_a", "i"], copies: 1, make });
  for (const copy of [undefined, null, 0, -0, NaN, 2n ** 70n, "text", "long".repeat(1000), false]) {
    const [copied, scope] = [
      decode(encode(fn(id, undefined, { a: copy }, copy))) as () => unknown[],
      { a: copy },
    ];
    expect(copied()).toEqual([scope, copy]);
    expect(Object.is(copied()[1], copy)).toBe(true);
  }
  const text = encode(fn(id, undefined, { a: 1 }, 7));
  for (const other of ["{}", "[]", '{"$":"date","at":0}', text])
    expect(() => decode(text.replace(",7]", `,${other}]`))).toThrow(SnapshotError);
  expect(() => decode(text.replace('{"a":1}', "7"))).toThrow("a closure's scope must be an object");
});

test("a closure that another compiler has made of the same source is not taken for this one's", () => {
  const id = "shop/src/recompiled.ts#f";
  closure({ id, hash: "h1", scopes: ["$scope_i"], make: (scope: { i: number }) => () => scope.i });
  const text = encode(fn(id, undefined, { i: 1 }));
  closure({ id, hash: "h1", scopes: ["i"], copies: 1, make: (i: number) => () => i });
  expect(caught(() => decode(text))).toMatchObject({ id, code: "PD2112" });
});

test("a closure found again is a closure that can be stored again", () => {
  const copy = decode(encode(counter({ count: 4 }))) as () => number;
  expect(closureRecord(copy)).toMatchObject({ id: "shop/src/code.ts#counter/next" });
  copy();
  expect((decode(encode(copy)) as () => number)()).toBe(6);
});

test("a compiled function is stored by its id", () => {
  const compiled = (fn: () => unknown): object => {
    const machine = { id: "shop/src/compiled.ts#helper" } as Machine;
    return (machine.own = Object.assign(fn, { [MACHINE]: machine }) as CompiledFunction);
  };
  const helper = compiled(function helper() {});
  expect(() => encode(helper)).toThrow("function helper");
  const stand = compiled(() => Promise.resolve());
  const copy = Object.defineProperties(() => 1, Object.getOwnPropertyDescriptors(helper));
  references("shop/src/compiled.ts", { helper: () => stand });
  expect(encode(helper)).toBe('{"$":"function","id":"shop/src/compiled.ts#helper"}');
  expect(decode(encode(helper))).toBe(stand);
  expect(() => encode(copy)).toThrow("function helper");
});

function caught(body: () => unknown): unknown {
  try {
    return body();
  } catch (error) {
    return error;
  }
}
