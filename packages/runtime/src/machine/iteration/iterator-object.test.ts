import { describe, expect, it } from "vitest";
import { decode, encode } from "../../snapshot/index.js";
import { iterate } from "./iterate.js";
import { iteratorOf } from "./iterator-of.js";

type Native = IterableIterator<unknown> & { map?: unknown };
const sources: [string, string | symbol, object | string][] = [
  ["Array", "entries", ["a", "b"]],
  ["Array", Symbol.iterator, new Uint8Array([1, 2])],
  ["Map", "keys", new Map([["a", 1]])],
  ["Set", "values", new Set([1, 2])],
  ["String", Symbol.iterator, "a😀"],
];
const restored = <T>(value: T): T => decode(encode(value)) as T;

describe("iterators in variables", () => {
  it.each(sources)("look like the native ones: %s %s", (kind, key, source) => {
    const native = (source as Record<string | symbol, () => Native>)[key]!();
    const ours = iteratorOf(source, key) as Native;
    const prototype = Object.getPrototypeOf(native) as Native;
    expect(Object.prototype.toString.call(ours)).toBe(`[object ${kind} Iterator]`);
    expect(prototype.isPrototypeOf(ours)).toBe(true);
    expect(ours[Symbol.iterator]()).toBe(ours);
    expect([ours.next.name, ours.next.length, Object.keys(ours)]).toEqual(["next", 0, []]);
    expect([...ours]).toEqual([...native]);
    expect(ours.next()).toEqual({ value: undefined, done: true });
  });

  it.each(sources)("are stored where they stand: %s %s", (_kind, key, source) => {
    const native = (source as Record<string | symbol, () => Native>)[key]!();
    const ours = iteratorOf(source, key) as Native;
    expect(ours.next()).toEqual(native.next());
    const copy = restored({ one: ours, same: ours });
    expect(copy.one).toBe(copy.same);
    expect(Object.getPrototypeOf(copy.one)).toBe(Object.getPrototypeOf(ours));
    const rest = [...native];
    expect([...copy.one]).toEqual(rest);
    expect([...ours]).toEqual(rest);
  });

  it("keep what the program adds to them, and follow their Map", () => {
    const map = new Map([
      [1, "a"],
      [2, "b"],
    ]);
    const ours = Object.assign(iteratorOf(map, "keys") as Native, { note: map });
    ours.next();
    const copy = restored(ours) as Native & { note: Map<number, string> };
    copy.note.delete(1);
    copy.note.set(3, "c");
    expect([...copy]).toEqual([2, 3]);
  });

  it("go on in a loop and after it", () => {
    const ours = iteratorOf([1, 2, 3], "values") as Native;
    const loop = iterate(ours);
    loop.next();
    expect(restored(loop).take()).toBe(2);
    loop.close(false);
    expect(ours.next()).toEqual({ value: 2, done: false });
    ours.next = () => ({ value: "changed", done: false });
    expect(iterate(ours).take()).toBe("changed");
  });

  it("are stored by their own `next` where a program takes it", () => {
    const { next } = iteratorOf([1], "values") as Native;
    expect(restored({ next }).next).toBe(next);
    expect(() => next.call({} as Native)).toThrow(TypeError);
  });
});

describe("a method of that name which is not the language's own", () => {
  it("is called as it is", () => {
    const box = {
      items: [1],
      keys(this: { items: unknown }, ...args: unknown[]) {
        return [this.items, args];
      },
    };
    expect(iteratorOf(box, "keys", "box.keys", [2])).toEqual([[1], [2]]);
    expect(iteratorOf(Object, "keys", "Object.keys", [{ a: 1 }])).toEqual(["a"]);
    expect(() => iteratorOf({}, "keys", "o.keys")).toThrow(new TypeError("o.keys is not a function"));
    expect(() => iteratorOf(undefined, "keys")).toThrow(
      "Cannot read properties of undefined (reading 'keys')",
    );
    expect(() => iteratorOf(Map.prototype, "entries")).toThrow(TypeError);
  });
});
