import { describe, expect, it } from "vitest";
import { destructurable, iterable, objectRest } from "./destructuring.js";

describe("patterns step by step", () => {
  it("copy the rest of an object", () => {
    const source = Object.create({ inherited: 1 }) as Record<string | symbol, unknown>;
    Object.defineProperty(source, "hidden", { value: 1 });
    const symbol = Symbol("s");
    Object.assign(source, { a: 1, b: 2, [symbol]: 3 });
    Object.defineProperty(source, "__proto__", { value: 4, enumerable: true });
    let reads = 0;
    Object.defineProperty(source, "c", { get: () => ++reads, enumerable: true });
    const { a: _, ...expected } = source;
    expect(objectRest(source, ["a"])).toEqual({ ...expected, c: 2 });
    expect(Object.hasOwn(objectRest(source, []), "__proto__")).toBe(true);
    expect(objectRest(source, ["c", symbol, "a", "b", "__proto__"])).toEqual({});
    expect(reads).toBe(3);
    expect(objectRest("hi", ["0"])).toEqual({ 1: "i" });
  });

  it("fail with the language's own messages", () => {
    expect(() => destructurable(0, "x", "a")).not.toThrow();
    const failures: [() => void, string][] = [
      [
        () => destructurable(undefined, "x", "a"),
        "Cannot destructure property 'a' of 'x' as it is undefined.",
      ],
      [() => destructurable(null, "x"), "Cannot destructure 'x' as it is null."],
      [() => destructurable(null, undefined, "a"), "Cannot read properties of null (reading 'a')"],
      [() => destructurable(undefined), "Cannot destructure 'undefined' as it is undefined."],
      [() => iterable(undefined, ".for"), ".for is not iterable"],
    ];
    for (const [run, message] of failures) expect(run).toThrow(new TypeError(message));
    expect(iterable("a", "x")).toBe("a");
  });
});
