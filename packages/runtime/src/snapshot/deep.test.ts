import { expect, test } from "vitest";
import type { Scope } from "../machine/abi.js";
import { decode, encode, UnstorableError } from "./index.js";
import { both, counter, Point } from "./testing/code.js";
import { difference } from "./testing/same-graph.js";

interface Link {
  n: number;
  next: Link | null;
}

test("a linked list of a million", { timeout: 30_000 }, () => {
  let list: Link | null = null;
  for (let n = 0; n < 1_000_000; n++) list = { n, next: list };
  let copy = decode(encode(list)) as Link | null;
  let expected = 999_999;
  for (; copy; copy = copy.next)
    if (copy.n !== expected--) throw new Error(`${copy.n} stands in the wrong place`);
  expect(expected).toBe(-1);
});

/** Each puts `content` one level deeper. */
const layers: Record<string, (content: unknown) => unknown> = {
  arrays: (content) => [content],
  Maps: (content) => new Map([[content, 1]]),
  errors: (cause) => new Error("e", { cause }),
  instances: (content) => new Point(content, content),
  frozen: (content) => Object.freeze({ content }),
  scopes: (content) => counter({ count: 0, content }),
  receivers: (content) => both({ content }, { content }, {}),
};

test.each(Object.entries(layers))(
  "50,000 %s in each other, and back to the root",
  { timeout: 30_000 },
  (_, layer) => {
    const root: Record<string, unknown> = {};
    let chain: unknown = root;
    for (let i = 0; i < 50_000; i++) chain = layer(chain);
    root["chain"] = chain;
    expect(difference(root, decode(encode(root)))).toBeUndefined();
  },
);

test("a deep graph whose levels all know each other", () => {
  const all: object[] = [];
  let scope: Scope = {};
  for (let i = 0; i < 2_000; i++) {
    const next = counter(scope);
    all.push(next, scope);
    scope = { next, all };
  }
  expect(difference(scope, decode(encode(scope)))).toBeUndefined();
});

test("the path of an un-storable value far below", () => {
  let chain: unknown = { socket: new WeakMap() };
  for (let i = 0; i < 450; i++) chain = i % 2 ? { a: chain } : [chain];
  const error = catchError(() => encode(chain));
  expect(error).toBeInstanceOf(UnstorableError);
  expect((error as UnstorableError).pathText).toBe(`${"a[0].".repeat(225)}socket`);
});

test("functions bound to functions, far below", () => {
  const root: Record<string, unknown> = {};
  let chain: unknown = root;
  for (let i = 0; i < 80; i++) chain = both(chain, { i }, { chain });
  for (let i = 0; i < 350; i++) chain = new Map([[chain, i]]);
  root["chain"] = chain;
  expect(difference(root, decode(encode(root)))).toBeUndefined();
});

test("functions bound to functions without end", () => {
  let bound: unknown = undefined;
  for (let i = 0; i < 100_000; i++) bound = both(bound, {}, {});
  expect(catchError(() => encode(bound))).toBeInstanceOf(UnstorableError);
});

function catchError(body: () => unknown): unknown {
  try {
    return body();
  } catch (error) {
    return error;
  }
}
