import { expect, test } from "vitest";
import { decorateOlder, ofParameter, type OlderElement } from "./older-decorators.js";

type Decorator = (...args: readonly unknown[]) => unknown;

test("instance elements come first, then static ones, then the class; the innermost decorator first", () => {
  const order: unknown[] = [];
  const note =
    (word: string): Decorator =>
    (target, name, descriptor) =>
      void order.push([word, typeof target, name, typeof descriptor]);
  class A {
    static s(): void {}
    m(): void {}
  }
  const elements: OlderElement[] = [
    { name: "s", static: true, decorators: [note("a")] },
    { name: "x", isField: true, decorators: [note("b")] },
    { name: "m", decorators: [note("c"), note("d"), ofParameter(1, note("e"))] },
  ];
  expect(decorateOlder(A as never, elements, [note("f"), ofParameter(0, note("g"))])).toBe(A);
  expect(order).toEqual([
    ["b", "object", "x", "undefined"],
    ["e", "object", "m", "number"],
    ["d", "object", "m", "object"],
    ["c", "object", "m", "object"],
    ["a", "function", "s", "object"],
    ["g", "function", undefined, "number"],
    ["f", "function", undefined, "undefined"],
  ]);
});

test("a descriptor or a class that is given takes the other's place", () => {
  class A {
    m(): number {
      return 1;
    }
  }
  class B {}
  const two: Decorator = () => ({ value: () => 2, configurable: true });
  const field: Decorator = () => ({ get: () => 3 });
  const elements = [
    { name: "m", decorators: [two] },
    { name: "x", isField: true, decorators: [field] },
  ];
  expect(decorateOlder(A as never, elements, [() => undefined, () => B])).toBe(B);
  const a = new A() as A & { x: number };
  expect([a.m(), a.x]).toEqual([2, 3]);
});
