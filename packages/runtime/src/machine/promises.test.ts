import { afterEach, describe, expect, test } from "vitest";
import { withTurn, type Turn } from "./current-turn.js";
import { promises } from "./promises.js";

const own = Promise.all;
afterEach(() => {
  Promise.all = own;
});

/** A turn that takes calls of `all` only. */
function fakeTurn(): { turn: Turn; calls: unknown[] } {
  const calls: unknown[] = [];
  const promiseCall = (name: string, args: readonly unknown[]): unknown => {
    calls.push([name, args]);
    return name === "all" ? "taken" : undefined;
  };
  return { turn: { promiseCall } as unknown as Turn, calls };
}

describe("inside a turn", () => {
  test("the turn takes the call", () => {
    const { turn, calls } = fakeTurn();
    expect(withTurn(turn, () => promises.all([1]))).toBe("taken");
    expect(calls).toEqual([["all", [[1]]]]);
  });

  test("a call that it does not take stays native", async () => {
    const { turn, calls } = fakeTurn();
    const promise = withTurn(turn, () => promises.resolve(5));
    expect(promise).toBeInstanceOf(Promise);
    expect(await promise).toBe(5);
    expect(calls).toEqual([["resolve", [5]]]);
  });

  test("a function that something has put in place of the language's own runs as it is", () => {
    const { turn, calls } = fakeTurn();
    Promise.all = (() => "replaced") as never;
    expect(withTurn(turn, () => promises.all([1]))).toBe("replaced");
    expect(calls).toEqual([]);
  });

  test("so does another Promise", () => {
    const { turn } = fakeTurn();
    const native = globalThis.Promise;
    let given: unknown;
    try {
      globalThis.Promise = { all: own, resolve: () => "theirs" } as never;
      given = withTurn(turn, () => promises.resolve([1]));
    } finally {
      globalThis.Promise = native;
    }
    expect(given).toBe("theirs");
  });
});

describe("outside a turn", () => {
  test("everything is native", async () => {
    expect(await promises.all([Promise.resolve(1), 2])).toEqual([1, 2]);
    expect(await promises.race([3])).toBe(3);
    await expect(promises.reject(new Error("no"))).rejects.toThrow("no");
  });

  test("a missing function fails as the language says", () => {
    Promise.all = undefined as never;
    expect(() => promises.all([])).toThrow(new TypeError("Promise.all is not a function"));
  });
});
