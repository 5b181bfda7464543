import { describe, expect, it } from "vitest";
import { bind } from "../machine/bound.js";
import { references } from "../machine/reference.js";
import { decode } from "./decode.js";
import { encode } from "./encode.js";

const again = <T>(value: T): T => decode(encode(value)) as T;
const bound = (f: object, ...args: unknown[]) =>
  bind(f, "f.bind", args) as ((...rest: unknown[]) => unknown) & object;

function list(this: unknown, ...args: unknown[]): unknown[] {
  return [this, ...args];
}
references("shop/list.ts", { list: () => list });

describe("bound functions of compiled code", () => {
  it("call what they called, with what they were given", () => {
    const given = { n: 1 };
    const copy = again({ f: bound(list, given, 1, given), given });
    expect(copy.f(2)).toEqual([given, 1, given, 2]);
    expect((copy.f() as unknown[])[0]).toBe(copy.given);
    expect(copy.f.name).toBe("bound list");
    expect(again(again(bound(list)))(3)).toEqual([undefined, 3]);
  });

  it("may lead back to themselves, and be bound again", () => {
    const self: { f?: object; again?: object } = {};
    self.f = bound(list, self);
    self.again = bound(self.f, null, self.f);
    const copy = again(self) as { f: () => unknown[]; again: () => unknown[] };
    expect(copy.f()[0]).toBe(copy);
    expect(copy.again()).toEqual([copy, copy.f]);
    const first = again(self.f) as () => { f: unknown }[];
    expect(first()[0]!.f).toBe(first);
  });

  it("keep what the program changes on them", () => {
    const f = Object.assign(bound(Math.max, null, 5), { note: "kept" });
    Object.defineProperty(f, "name", { value: "five" });
    Object.setPrototypeOf(f, null);
    const copy = again(Object.freeze(f));
    expect([copy(7), copy.note, Object.getPrototypeOf(copy), Object.isFrozen(copy)]).toEqual([
      7,
      "kept",
      null,
      true,
    ]);
    expect(Object.getOwnPropertyDescriptor(copy, "name")?.value).toBe("five");
  });

  it("are what a program's own `bind` gives", () => {
    expect(bind({ bind: (...args: unknown[]) => args }, "o.bind", [1, 2])).toEqual([1, 2]);
    expect(() => bind({}, "o.bind")).toThrow(new TypeError("o.bind is not a function"));
    expect(() => bind(undefined, "o.bind")).toThrow("Cannot read properties of undefined (reading 'bind')");
  });

  it("are refused where what they call cannot be stored", () => {
    const f = bound(() => 1);
    expect(() => encode({ f })).toThrow(/^f\.\(target\) cannot be stored/);
  });
});

it.each([
  `{"$":"bound"}`,
  `{"$":"bound","target":{}}`,
  `{"$":"bound","target":5}`,
  `{"$":"bound","target":{"$":"same","as":0}}`,
])("a damaged text is refused: %s", (text) => {
  expect(() => decode(text)).toThrow(
    expect.objectContaining({ name: expect.stringMatching(/Snapshot/) as string }),
  );
});
