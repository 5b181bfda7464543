import { describe, expect, it } from "vitest";
import { proxy, revocable } from "../machine/proxy.js";
import { decode } from "./decode.js";
import { encode } from "./encode.js";
import { SnapshotError } from "./snapshot-error.js";

const again = <T extends object>(value: T): T => decode(encode(value)) as T;

describe("proxies of compiled code", () => {
  it("are written without running a trap", () => {
    const fail = (): never => expect.fail("a trap was run");
    const traps = Object.getOwnPropertyNames(Reflect).map((name) => [name, fail] as const);
    const handler = Object.assign(Object.create(null) as object, Object.fromEntries(traps));
    const toTag = (value: object) => (value === handler ? "handler" : undefined);
    const text = encode([proxy({ a: 1 }, handler), 2], { toTag });
    const tag = { $: "tag", value: "handler" };
    expect(JSON.parse(text)).toEqual([{ $: "Proxy", target: { a: 1 }, handler: tag }, 2]);
    expect(decode(text, { fromTag: () => handler })).toHaveLength(2);
  });

  it("keep their target's identity, also where it leads back to them", () => {
    const target: { self?: object } = {};
    const made = proxy(target, {});
    target.self = made;
    const restored = again({ made, target });
    expect(restored.target.self).toBe(restored.made);
    (restored.made as { later?: number }).later = 5;
    expect(restored.target).toHaveProperty("later", 5);
  });

  it.each([
    ["an array", [1, 2], "true 2"],
    ["a function known by name", Math.max, "false 2"],
    ["a proxy", proxy([1], {}), "true 1"],
    ["a Map", new Map([[1, 2]]), "false undefined"],
  ])("are what they were of %s", (_, target, expected) => {
    const restored = again({ made: proxy(target, {}) }).made as { length?: number };
    expect(`${Array.isArray(restored)} ${restored.length}`).toBe(expected);
    expect(typeof restored).toBe(typeof target);
  });

  it("are stored again from what was restored", () => {
    const twice = again(again({ made: proxy({ a: 1 }, {}) }));
    expect(twice.made).toEqual({ a: 1 });
  });

  it("stand for one object wherever they are met, deep down too", () => {
    const made = proxy({ a: 1 }, {});
    let deep: object = { made };
    for (let depth = 0; depth < 300; depth++) deep = { deep };
    const restored = again({ deep, made });
    let at = restored.deep as { deep?: object; made?: object };
    while (at.deep) at = at.deep;
    expect(at.made).toBe(restored.made);
  });
});

it.each([
  `{"$":"Proxy","target":{}}`,
  `{"$":"Proxy","handler":{}}`,
  `{"$":"Proxy","target":5,"handler":{}}`,
  `{"$":"Proxy","target":{},"handler":"text"}`,
  `{"$":"Proxy","target":{},"handler":{"$":"same","as":0}}`,
])("a damaged text is refused: %s", (text) => {
  expect(() => decode(text)).toThrow(
    expect.objectContaining({ name: expect.stringMatching(/Snapshot/) as string }),
  );
});

it("what a text says of a proxy's properties is not heard", () => {
  const text = `{"$":"Proxy","target":{},"handler":{},"properties":{"a":1},"state":"frozen"}`;
  expect(Reflect.ownKeys(decode(text) as object)).toEqual([]);
});

it("a proxy of other code is refused", () => {
  expect(() => encode({ a: new Proxy({}, {}) })).toThrow(/^a cannot be stored: Proxy/);
});

describe("revocable proxies", () => {
  type Revocable = { proxy: { a?: number }; revoke: () => void };

  it("are revoked by their own function, also where that was stored with them", () => {
    const restored = again(revocable({ a: 1 }, {}) as Revocable);
    expect(restored.proxy.a).toBe(1);
    restored.revoke();
    expect(() => restored.proxy.a).toThrow("revoked");
  });

  it.each([
    ["object", {}],
    ["function", Math.max],
  ])("stay revoked, and an %s for `typeof`", (kind, target) => {
    const made = revocable(target, {}) as Revocable;
    made.revoke();
    const restored = again(again(made));
    expect(typeof restored.proxy).toBe(kind);
    expect(() => restored.proxy.a).toThrow("revoked");
    expect(() => restored.revoke()).not.toThrow();
  });

  it.each([
    [{ $: "Proxy", revoked: "symbol" }],
    [{ $: "Proxy", revoked: 1 }],
    [{ $: "revoker" }],
    [{ $: "revoker", of: 1 }],
    [{ $: "revoker", of: {} }],
    [{ $: "revoker", of: { $: "Proxy", target: {}, handler: {} } }],
  ])("a damaged text is refused: %j", (json) => {
    expect(() => decode(JSON.stringify(json))).toThrow(SnapshotError);
  });
});
