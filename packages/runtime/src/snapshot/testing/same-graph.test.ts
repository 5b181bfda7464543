import { expect, test } from "vitest";
import { counter } from "./code.js";
import { difference } from "./same-graph.js";

const shared = {};
const cycle: Record<string, unknown> = {};
cycle["itself"] = cycle;

const different: [unknown, unknown][] = [
  [0, -0],
  [{ a: 1 }, { a: 2 }],
  [
    { a: 1, b: 2 },
    { b: 2, a: 1 },
  ],
  [{}, Object.create(null)],
  [{}, Object.freeze({})],
  [
    [shared, shared],
    [{}, {}],
  ],
  [
    [{}, {}],
    [shared, shared],
  ],
  [cycle, { itself: { itself: cycle } }],
  [[undefined], new Array(1)],
  [new Map([[1, 2]]), new Map([[1, 3]])],
  [
    new Map([
      [1, 1],
      [2, 2],
    ]),
    new Map([
      [2, 2],
      [1, 1],
    ]),
  ],
  [new Date(1), new Date(2)],
  [counter({ count: 1 }), counter({ count: 2 })],
  [new Uint8Array([1]), new Uint8Array([2])],
  [Object.defineProperty({}, "a", { value: 1 }), { a: 1 }],
];

test.each(different)("%o is not %o", (a, b) => {
  expect(difference(a, b)).toBeTypeOf("string");
  expect(difference(a, a)).toBeUndefined();
});
