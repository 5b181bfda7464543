import { describe, expect, it } from "vitest";
import { iterate } from "./iterate.js";

type Log = string[];

/** A user's iterable whose every access is logged. */
function logged(log: Log, results: readonly unknown[], parts: object = {}): Iterable<unknown> {
  const left = results.values();
  const iterator = {
    get next() {
      log.push("get next");
      return () => {
        log.push("next");
        const { value, done } = left.next();
        return done ? { done: true } : value;
      };
    },
  };
  Object.defineProperties(iterator, Object.getOwnPropertyDescriptors(parts));
  return {
    [Symbol.iterator]() {
      log.push("open");
      return iterator as unknown as Iterator<unknown>;
    },
  };
}

const returning = (log: Log, give: () => unknown) => ({
  return() {
    log.push("return");
    return give();
  },
});

describe("an iteration by the protocol", () => {
  it("reads next once, and done and value once in each step", () => {
    const log: Log = [];
    const result = {
      get done() {
        log.push("done");
        return 0;
      },
      get value() {
        log.push("value");
        return "v";
      },
    };
    const iteration = iterate(logged(log, [result, result, { done: 1 }]));
    expect(iteration.take()).toBe("v");
    iteration.skip();
    expect(iteration.take()).toBe(undefined);
    expect(iteration.take()).toBe(undefined);
    const end = ["next"];
    expect(log).toEqual(["open", "get next", "next", "done", "value", "next", "done", ...end]);
  });

  it("closes an open iterator once", () => {
    const log: Log = [];
    const iteration = iterate(
      logged(
        log,
        [{}, {}],
        returning(log, () => ({})),
      ),
    );
    iteration.next();
    log.length = 0;
    iteration.close(false);
    iteration.close(false);
    expect(log).toEqual(["return"]);
  });

  it.each([
    ["at its end", [{ done: true }]],
    ["after a result that is no object", [undefined]],
    [
      "after `done` failed",
      [
        {
          get done() {
            throw new Error("done");
          },
        },
      ],
    ],
    [
      "after `value` failed",
      [
        {
          get value() {
            throw new Error("value");
          },
        },
      ],
    ],
  ])("closes nothing %s", (_, results) => {
    const log: Log = [];
    const iteration = iterate(
      logged(
        log,
        results,
        returning(log, () => ({})),
      ),
    );
    try {
      iteration.next();
    } catch {
      // as expected
    }
    iteration.close(false);
    expect(log).not.toContain("return");
  });

  it.each([
    [() => 5, "Iterator result 5 is not an object"],
    [() => undefined, "Iterator result undefined is not an object"],
    [
      () => {
        throw new TypeError("own");
      },
      "own",
    ],
  ])("fails with what return() does wrong, unless an error is on its way: %s", (give, message) => {
    for (const failed of [false, true]) {
      const iteration = iterate(logged([], [{}], returning([], give)));
      iteration.next();
      if (failed) expect(() => iteration.close(true)).not.toThrow();
      else expect(() => iteration.close(false)).toThrow(new TypeError(message));
    }
  });

  it.each([
    [5, "number 5 is not a function"],
    [{}, "object is not a function"],
  ])("refuses a return that is no function: %o", (method, message) => {
    const iteration = iterate(logged([], [{}, {}], { return: method }));
    iteration.next();
    expect(() => iteration.close(false)).toThrow(new TypeError(message));
    const none = iterate(logged([], [{}], { return: null }));
    none.next();
    expect(() => none.close(false)).not.toThrow();
  });

  it.each([
    [() => 5, "Result of the Symbol.iterator method is not an object"],
    [() => ({}), "undefined is not a function"],
    [() => ({ next: () => "text" }), "Iterator result text is not an object"],
  ])("refuses what is no iterator: %s", (open, message) => {
    expect(() => iterate({ [Symbol.iterator]: open }).next()).toThrow(new TypeError(message));
  });
});
