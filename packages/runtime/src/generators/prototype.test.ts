import { describe, expect, it } from "vitest";
import { compiledTwo, nativeTwo } from "./testing/machines.js";
import { outcome } from "./testing/outcome.js";

type Two = Generator<unknown, unknown, unknown>;
type Script = (generator: Two) => unknown[];

/** Runs a script on the native generator and on the compiled one. */
function both(script: Script, first: unknown = "a"): { native: unknown; compiled: unknown } {
  const run = (make: (log: string[]) => (first: unknown) => unknown) => {
    const log: string[] = [];
    return { gave: script(make(log)(first) as Two), log };
  };
  return { native: run(nativeTwo), compiled: run(compiledTwo) };
}

const scripts: Record<string, Script> = {
  "to its end and beyond": (g) => [g.next("ignored"), g.next(1), g.next(2), g.next(3), g.return(4)],
  "throw after the end": (g) => [g.next(), g.next(), g.next(), outcome(() => g.throw("late"))],
  "return at the start": (g) => [g.return("r"), g.next()],
  "throw at the start": (g) => [outcome(() => g.throw("t")), g.next()],
  "return at a yield": (g) => [g.next(), g.return("r"), g.next()],
  "throw at a yield": (g) => [g.next(), outcome(() => g.throw("t")), g.next()],
  "for...of that is left early": (g) => {
    const seen: unknown[] = [];
    for (const value of g) {
      seen.push(value);
      break;
    }
    return [seen, g.next()];
  },
  spread: (g) => [...g],
  tags: (g) => [String(g), Object.prototype.toString.call(g), g[Symbol.iterator]() === g],
  names: (g) => [g.next.name, g.next.length, g.return.length, g.throw.name, g.throw.length],
  "own keys": (g) => [Reflect.ownKeys(g), Object.keys(g)],
};

describe("a compiled generator behaves as the native one", () => {
  for (const [name, script] of Object.entries(scripts)) {
    it(name, () => {
      const { native, compiled } = both(script);
      expect(compiled).toEqual(native);
    });
  }
});

describe("brands", () => {
  const method = (name: "next" | "return" | "throw") =>
    (compiledTwo([])("a") as Two)[name] as (this: unknown, value?: unknown) => unknown;
  const native = Object.getPrototypeOf(Object.getPrototypeOf(nativeTwo([])("a"))) as Two;

  for (const name of ["next", "return", "throw"] as const) {
    it(`${name} of something else fails with the language's words`, () => {
      for (const receiver of [undefined, 5, {}, [1], class X {}]) {
        const expected = outcome(() => Reflect.apply(native[name] as () => unknown, receiver, []));
        expect(outcome(() => method(name).call(receiver))).toBe(expected);
        expect(expected).toMatch(/^TypeError: .*incompatible receiver/);
      }
    });
  }

  it("goes on with a native generator", () => {
    const generator = nativeTwo([])("n");
    expect(method("next").call(generator)).toEqual({ value: "n", done: false });
  });
});

describe("a generator that runs", () => {
  it("cannot be entered again", () => {
    const attempts: unknown[] = [];
    const log = { push: () => void attempts.push(outcome(() => running.next())) } as unknown as string[];
    const running = compiledTwo(log)("a") as Two;
    running.next();
    expect(running.return("r")).toEqual({ value: "r", done: true });
    expect(attempts).toEqual(["TypeError: Generator is already running"]);
  });
});
