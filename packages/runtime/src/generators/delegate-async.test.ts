import { describe, expect, it } from "vitest";
import {
  compiledAsyncAll,
  compiledAsyncTwo,
  compiledTwo,
  nativeAsyncAll,
  nativeAsyncTwo,
  nativeTwo,
} from "./testing/machines.js";
import { settled } from "./testing/outcome.js";
import { withTicks } from "./testing/ticks.js";

type All = AsyncGenerator<unknown, unknown, unknown>;
type Make = (log: string[]) => (iterable: unknown) => unknown;

function spy(log: string[], key: symbol, methods: Record<string, unknown>): unknown {
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
  return { [key]: () => iterator };
}

const { asyncIterator, iterator } = Symbol;
const odd = { value: "v", done: 0, extra: true };
const later = async (value: unknown) => value;
const newEngine = Number.parseInt(process.versions.v8, 10) >= 13;

const iterables: Record<string, (log: string[], compiled: boolean) => unknown> = {
  array: () => [1, Promise.resolve(2)],
  "array of promises that reject": () => [Promise.reject(new Error("no"))],
  generator: (log, compiled) => (compiled ? compiledTwo : nativeTwo)(log)("n"),
  "async generator": (log, compiled) => (compiled ? compiledAsyncTwo : nativeAsyncTwo)(log)("n"),
  "native async generator": (log) => nativeAsyncTwo(log)("n"),
  "only next": (log) => spy(log, asyncIterator, { next: () => odd }),
  "only next, later": (log) => spy(log, asyncIterator, { next: () => later(odd) }),
  "a promise as value": (log) =>
    spy(log, asyncIterator, { next: () => ({ value: Promise.resolve(1), done: false }) }),
  "ends by return": (log) =>
    spy(log, asyncIterator, { next: () => odd, return: (v: unknown) => later({ value: v, done: true }) }),
  "refuses return": (log) =>
    spy(log, asyncIterator, { next: () => odd, return: () => ({ value: "no", done: false }) }),
  "ends by throw": (log) =>
    spy(log, asyncIterator, { next: () => odd, throw: () => later({ value: "t", done: true }) }),
  "closes without throw": (log) => spy(log, asyncIterator, { next: () => odd, return: () => later({}) }),
  "closing fails": (log) =>
    spy(log, asyncIterator, { next: () => odd, return: () => Promise.reject(new Error("closing")) }),
  "gives no objects": (log) => spy(log, asyncIterator, { next: () => odd, return: () => 5, throw: () => 6 }),
  "next gives no object": (log) => spy(log, asyncIterator, { next: () => 7 }),
  "next is no function": (log) => spy(log, asyncIterator, { next: 5 }),
  "no functions": (log) => spy(log, asyncIterator, { next: () => odd, return: 5, throw: 5 }),
  "null methods": (log) => spy(log, asyncIterator, { next: () => odd, return: null, throw: null }),
  "synchronous, only next": (log) => spy(log, iterator, { next: () => odd }),
  "synchronous, with return": (log) =>
    spy(log, iterator, { next: () => odd, return: (v: unknown) => ({ value: v, done: true }) }),
  "synchronous, with throw": (log) =>
    spy(log, iterator, { next: () => odd, throw: () => ({ value: Promise.resolve("t"), done: true }) }),
  "synchronous, rejects": (log) =>
    spy(log, iterator, { next: () => ({ value: Promise.reject(new Error("no")) }), return: () => ({}) }),
  "synchronous, no object": (log) => spy(log, iterator, { next: () => 7 }),
  "no async iterator": () => ({ [asyncIterator]: () => 5 }),
  "async iterator is no function": () => ({ [asyncIterator]: 5 }),
};

const scripts: Record<string, (g: All) => Promise<unknown>> = {
  "next to the end": async (g) => [
    await settled(() => g.next("i")),
    await settled(() => g.next("j")),
    await settled(() => g.next("k")),
    await settled(() => g.next("l")),
  ],
  "throw in the middle": async (g) => [
    await settled(() => g.next()),
    await settled(() => g.throw("t")),
    await settled(() => g.next()),
  ],
  "return in the middle": async (g) => [
    await settled(() => g.next()),
    await settled(() => g.return(Promise.resolve("r"))),
    await settled(() => g.next()),
  ],
};

describe("yield* of an async generator steps as the language does, tick for tick", () => {
  for (const [what, iterable] of Object.entries(iterables)) {
    for (const [how, script] of Object.entries(scripts)) {
      it(`${what}: ${how}`, async () => {
        const run = async (make: Make, compiled: boolean) => {
          const log: string[] = [];
          const generator = make(log)(iterable(log, compiled)) as All;
          const results = await withTicks(log, () => script(generator));
          return { results, log };
        };
        const native = await run(nativeAsyncAll as Make, false);
        expect(await run(compiledAsyncAll as Make, true)).toEqual(native);
      });
    }
  }

  it("closes a synchronous iterator as the running engine does", async () => {
    const log: string[] = [];
    const generator = compiledAsyncAll(log)(
      spy(log, iterator, { next: () => odd, return: () => ({}) }),
    ) as All;
    await generator.next();
    const thrown = await settled(() => generator.throw(new Error("t")));
    expect(log.includes("return()/0")).toBe(newEngine);
    expect(thrown).toBe(
      newEngine ? "TypeError: The iterator does not provide a 'throw' method." : "Error: t",
    );
  });
});
