import { describe, expect, it } from "vitest";
import { ArrayIteration, iterate, iterateMethod } from "./iterator.js";

/** What is left of an iteration; `during` may change the array between steps. */
function rest(iteration: ArrayIteration, during: (value: unknown) => void = () => {}): unknown[] {
  const values: unknown[] = [];
  while (iteration.next()) {
    values.push(iteration.value);
    during(iteration.value);
  }
  return values;
}

describe("iterations", () => {
  it("go as the array's own iterators do", () => {
    const list = ["a", , "c"];
    expect(rest(iterate(list))).toEqual([...list]);
    expect(rest(iterateMethod(list, "entries"))).toEqual([...list.entries()]);
    expect(rest(iterateMethod(list, "keys"))).toEqual([...list.keys()]);
  });

  it("see what the body adds and removes", () => {
    const grow = [1, 2];
    expect(rest(iterate(grow), () => grow.length < 4 && grow.push(9))).toEqual([1, 2, 9, 9]);
    const shrink = [1, 2, 3];
    expect(rest(iterate(shrink), () => shrink.pop())).toEqual([1, 2]);
  });

  it("stay exhausted", () => {
    const list = [1];
    const iteration = iterate(list);
    rest(iteration);
    list.push(2);
    expect(iteration.next()).toBe(false);
  });

  it("go on where a copy says", () => {
    expect(rest(new ArrayIteration([1, 2, 3], "values", 2))).toEqual([3]);
  });

  it.each([[new Map([[1, 2]])], [new Set([1])], ["text"], [[1][Symbol.iterator]()]])(
    "refuse %o, which cannot be stored yet",
    (value) => {
      expect(() => iterate(value)).toThrow(expect.objectContaining({ code: "PD2005" }));
    },
  );

  it("refuse an array whose iteration was changed", () => {
    const odd = Object.assign([1], { [Symbol.iterator]: () => [2][Symbol.iterator]() });
    expect(() => iterate(odd)).toThrow(expect.objectContaining({ code: "PD2005" }));
  });

  it.each([undefined, null, 5, {}])("say that %o is not iterable", (value) => {
    expect(() => iterate(value)).toThrow(TypeError);
  });
});
