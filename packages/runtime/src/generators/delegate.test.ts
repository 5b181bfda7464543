import { describe, expect, it } from "vitest";
import { compiledAll, compiledTwo, nativeAll, nativeTwo } from "./testing/machines.js";
import { outcome } from "./testing/outcome.js";

type All = Generator<unknown, unknown, unknown>;
type Make = (log: string[]) => (iterable: unknown) => unknown;

/** An iterator whose methods are written down when they are called. */
function spy(log: string[], methods: Record<string, unknown>): Iterable<unknown> {
  const iterator: Record<string, unknown> = {};
  for (const [name, method] of Object.entries(methods)) {
    iterator[name] =
      typeof method === "function"
        ? (...args: unknown[]) => {
            log.push(`${name}(${args.map(String).join()})/${args.length}`);
            return (method as (...args: unknown[]) => unknown)(...args);
          }
        : method;
  }
  return { [Symbol.iterator]: () => iterator } as unknown as Iterable<unknown>;
}

const odd = { value: "v", done: 0, extra: true };
const iterables: Record<string, (log: string[]) => unknown> = {
  array: () => [1, 2],
  text: () => "añ𝄞",
  map: () => new Map([[1, { a: 1 }]]),
  "generator (native)": (log) => nativeTwo(log)("n"),
  "generator (compiled)": (log) => compiledTwo(log)("n"),
  "only next": (log) => spy(log, { next: () => odd }),
  "ends by return": (log) =>
    spy(log, { next: () => odd, return: (v: unknown) => ({ value: v, done: true }) }),
  "refuses return": (log) => spy(log, { next: () => odd, return: () => ({ value: "no", done: false }) }),
  "ends by throw": (log) => spy(log, { next: () => odd, throw: () => ({ value: "t", done: true }) }),
  "return gives no object": (log) => spy(log, { next: () => odd, return: () => 5 }),
  "next gives no object": (log) => spy(log, { next: () => 7 }),
  "throw is no function": (log) => spy(log, { next: () => odd, throw: 5, return: () => ({}) }),
  "return is no function": (log) => spy(log, { next: () => odd, return: 5 }),
  "next is no function": (log) => spy(log, { next: 5 }),
  "null methods": (log) => spy(log, { next: () => odd, throw: null, return: null }),
  "no iterator": () => ({ [Symbol.iterator]: () => 5 }),
  number: () => 5,
  undefined: () => undefined,
};

const scripts: Record<string, (g: All) => unknown[]> = {
  "next to the end": (g) => [g.next("i"), g.next("j"), g.next("k"), g.next("l")],
  "throw in the middle": (g) => [g.next(), outcome(() => g.throw("t")), g.next()],
  "return in the middle": (g) => [g.next(), outcome(() => g.return("r")), g.next()],
};

describe("yield* steps as the language does", () => {
  for (const [what, iterable] of Object.entries(iterables)) {
    for (const [how, script] of Object.entries(scripts)) {
      it(`${what}: ${how}`, () => {
        const run = (make: Make) => {
          const log: string[] = [];
          const results = script(make(log)(iterable(log)) as All);
          return { results, log };
        };
        expect(run(compiledAll as Make)).toEqual(run(nativeAll as Make));
      });
    }
  }

  it("hands on the inner result object itself", () => {
    const result = { value: 1, done: false };
    const generator = compiledAll([])(spy([], { next: () => result })) as All;
    expect(generator.next()).toBe(result);
  });
});
