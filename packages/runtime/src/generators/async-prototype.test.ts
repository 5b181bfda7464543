import { describe, expect, it } from "vitest";
import { compiledAsyncTwo, compiledTwo, nativeAsyncTwo } from "./testing/machines.js";
import { settled } from "./testing/outcome.js";
import { withTicks } from "./testing/ticks.js";

type Two = AsyncGenerator<unknown, unknown, unknown>;
type Make = (log: string[]) => (first: unknown) => unknown;
type Script = (generator: Two, log: string[]) => unknown;

/** Runs a script beside a clock of ticks: the log tells what happened, and in which tick. */
async function run(make: Make, script: Script, first: unknown = "a"): Promise<unknown> {
  const log: string[] = [];
  const gave = await withTicks(log, () => settled(() => script(make(log)(first) as Two, log)));
  return { gave, log };
}

const noted = (log: string[], what: string, promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    (result) => (log.push(`${what} gave ${JSON.stringify(result)}`), result),
    (error: unknown) => (log.push(`${what} failed with ${String(error)}`), error),
  );

const scripts: Record<string, Script> = {
  "one after the other": async (g) => [
    await g.next("i"),
    await g.next(1),
    await g.next(2),
    await g.return(3),
  ],
  "several at once, settled in order": (g, log) =>
    Promise.all([
      noted(log, "first", g.next()),
      noted(log, "second", g.next("s")),
      noted(log, "third", g.next()),
      noted(log, "return", g.return(Promise.resolve("r"))),
      noted(log, "throw", g.throw("t")),
      noted(log, "last", g.next()),
    ]),
  "return in front": (g, log) =>
    Promise.all([
      noted(log, "return", g.return("r")),
      noted(log, "next", g.next()),
      noted(log, "again", g.next()),
    ]),
  "return of a promise that rejects": (g, log) =>
    Promise.all([
      noted(log, "next", g.next()),
      noted(log, "return", g.return(Promise.reject(new Error("no")))),
      noted(log, "after", g.next()),
    ]),
  "return of a promise, at the start and at the end": async (g) => [
    await g.return(Promise.resolve("r")),
    await g.return(Promise.resolve("s")),
    await settled(() => g.return(Promise.reject(new Error("no")))),
    await g.next(),
  ],
  "throw at the start": async (g) => [await settled(() => g.throw(new Error("t"))), await g.next()],
  "throw at a yield": async (g) => [
    await g.next(),
    await settled(() => g.throw(new Error("t"))),
    await g.next(),
  ],
  "return at a yield": async (g) => [await g.next(), await g.return("r"), await g.next()],
  "next after a request is under way": async (g, log) => {
    const first = noted(log, "first", g.next());
    await Promise.resolve();
    const second = noted(log, "second", g.next());
    return [await first, await second];
  },
  "for await that is left early": async (g, log) => {
    for await (const value of g) {
      log.push(`saw ${String(value)}`);
      break;
    }
    return g.next();
  },
  "a promise yielded": async (g) => [await g.next(), await g.next(Promise.resolve("inner"))],
  "tags and names": (g) => [
    String(g),
    g[Symbol.asyncIterator]() === g,
    g.next.name,
    g.return.length,
    Reflect.ownKeys(g),
  ],
};

describe("a compiled async generator in memory behaves as the native one, tick for tick", () => {
  for (const [name, script] of Object.entries(scripts)) {
    for (const first of ["a", Promise.resolve("p"), { then: (ok: (v: string) => void) => ok("thenable") }]) {
      it(`${name} (${typeof first === "string" ? "value" : first.constructor.name})`, async () => {
        const native = await run(nativeAsyncTwo as Make, script, first);
        expect(await run(compiledAsyncTwo as Make, script, first)).toEqual(native);
      });
    }
  }

  it("passes on a first value that rejects", async () => {
    const script: Script = async (g) => [await settled(() => g.next()), await g.next()];
    const rejected = () => Promise.reject(new Error("no"));
    const native = await run(nativeAsyncTwo as Make, script, rejected());
    expect(await run(compiledAsyncTwo as Make, script, rejected())).toEqual(native);
  });
});

describe("brands", () => {
  const native = Object.getPrototypeOf(Object.getPrototypeOf(nativeAsyncTwo([])(1))) as Two;

  for (const name of ["next", "return", "throw"] as const) {
    it(`${name} of something else rejects with the language's words`, async () => {
      const method = (compiledAsyncTwo([])(1) as Two)[name] as () => Promise<unknown>;
      for (const receiver of [undefined, 5, {}, compiledTwo([])("sync")]) {
        const promise = Reflect.apply(method, receiver, []);
        expect(promise).toBeInstanceOf(Promise);
        const expected = settled(() => Reflect.apply(native[name] as () => unknown, receiver, []));
        expect(await settled(() => promise)).toBe(await expected);
        expect(await expected).toMatch(/^TypeError: .*incompatible receiver/);
      }
    });
  }
});
