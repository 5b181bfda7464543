import { expect, test } from "vitest";
import { closure, fn } from "./closure.js";
import { addMembers, memberAt, memberOf, membersOf } from "./members.js";

class Base {
  static shared = {};
}

closure({
  id: "shop/src/members.ts#C",
  hash: "h1",
  scopes: [],
  make: (() =>
    class C extends Base {
      method(): void {}
      get both(): number {
        return 1;
      }
      set both(_: number) {}
      *generate(): Iterable<number> {
        yield 1;
      }
      static [Symbol.iterator](): void {}
    }) as never,
});
closure({ id: "shop/src/members.ts#arrow", hash: "h1", scopes: [], make: () => () => 1 });

type C = { prototype: Record<string, object>; [Symbol.iterator]: object };
const make = (): C => fn("shop/src/members.ts#C", undefined) as never;
const half = (holder: object, key: string, which: "get" | "set"): object =>
  Object.getOwnPropertyDescriptor(holder, key)![which]!;

test("what comes with a class is found by its path", () => {
  const Class = make();
  const { prototype } = Class;
  const found: [object, (string | symbol)[]][] = [
    [prototype, ["prototype"]],
    [prototype["method"]!, ["prototype", "method"]],
    [half(prototype, "both", "get"), ["prototype", "both", "get"]],
    [half(prototype, "both", "set"), ["prototype", "both", "set"]],
    [prototype["generate"]!, ["prototype", "generate"]],
    [Class[Symbol.iterator], [Symbol.iterator]],
  ];
  for (const [member, path] of found) {
    expect(memberOf(member)).toEqual({ owner: Class, path });
    expect(memberAt(Class, path)).toBe(member);
  }
  expect(membersOf(Class)).toHaveLength(found.length);
  const generator = prototype["generate"] as unknown as { prototype: object };
  expect(memberOf(generator.prototype)).toEqual({ owner: generator, path: ["prototype"] });
});

test("it stays what it was, whatever becomes of the property", () => {
  const Class = make();
  const { method } = Class.prototype;
  Class.prototype["method"] = { other: true };
  expect(memberAt(Class, ["prototype", "method"])).toBe(method);
  expect(memberOf(Class.prototype["method"])).toBeUndefined();
  expect(memberAt(Class, ["prototype", "both"])).toBeUndefined();
});

test("nothing else is a member", () => {
  const arrow = fn("shop/src/members.ts#arrow", undefined);
  expect(membersOf(arrow)).toEqual([]);
  for (const other of [Base, Base.shared, arrow, make(), Object.prototype])
    expect(memberOf(other)).toBeUndefined();
});

test("a member of one is not made one of another", () => {
  const Class = make();
  const { method } = Class.prototype;
  const other = class {};
  Object.assign(other.prototype, { method });
  addMembers(other);
  expect(memberOf(method!)!.owner).toBe(Class);
  expect(membersOf(other)).toEqual([other.prototype]);
});
