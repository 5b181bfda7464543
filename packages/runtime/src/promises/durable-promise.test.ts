import { describe, expect, it } from "vitest";
import { durablePromise, stateOf } from "./durable-promise.js";
import type { Home } from "./home.js";
import { promiseCall } from "./promise-call.js";

/** Notes what it is told. */
function newHome(): Home & { readonly told: unknown[] } {
  const told: unknown[] = [];
  return {
    told,
    state: { isOpen: true },
    job: (job) => queueMicrotask(job),
    enter: (body) => body(),
    resume: (task, outcome) => told.push(["resume", task, outcome]),
    spawned: (_, leg, outcome) => told.push(["spawned", leg, outcome]),
    foreignAsked: () => told.push("asked"),
    foreignTold: () => told.push("told"),
    promiseRestored: () => {},
    foreignStarted: () => told.push("started"),
    foreignEnded: (_, settle) => (told.push("ended"), settle()),
    unhandled: (_, isUnhandled) => told.push(isUnhandled ? "unhandled" : "handled"),
  };
}

const ticks = async (count: number): Promise<void> => {
  for (let i = 0; i < count; i++) await Promise.resolve();
};

describe("a durable promise", () => {
  it("is a promise, and others are native ones", () => {
    const promise = durablePromise(newHome());
    expect(promise).toBeInstanceOf(Promise);
    expect(stateOf(Promise.resolve())).toBeUndefined();
    expect([undefined, null, 1, {}].map(stateOf)).toEqual([undefined, undefined, undefined, undefined]);
  });

  it("settles once", async () => {
    const home = newHome();
    const state = stateOf(durablePromise(home))!;
    state.settle({ value: 1 });
    state.settle({ value: 2 });
    state.reject(new Error("late"));
    state.react({ kind: "task", task: 5 });
    await ticks(2);
    expect(home.told).toEqual([["resume", 5, { value: 1 }]]);
  });

  it("says which rejections nobody has asked for, and which somebody has since", async () => {
    const home = newHome();
    const [early, late] = [durablePromise(home), durablePromise(home)];
    stateOf(early)!.react({ kind: "task", task: 1 });
    for (const promise of [early, late]) stateOf(promise)!.reject("no");
    stateOf(late)!.markHandled();
    stateOf(late)!.markHandled();
    await ticks(2);
    expect(home.told).toEqual(["unhandled", "handled", ["resume", 1, { error: "no" }]]);
  });

  it("does not follow itself", () => {
    const promise = durablePromise(newHome());
    stateOf(promise)!.resolve(promise);
    expect(stateOf(promise)!.outcome).toEqual({
      error: new TypeError("Chaining cycle detected for promise #<Promise>"),
    });
  });

  it("takes handlers that can be stored, and says where one cannot", async () => {
    const home = newHome();
    const promise = durablePromise<number>(home);
    const stored = promise.then(String);
    expect(stateOf(stored)).toBeDefined();
    expect(stateOf(promise.then(null, undefined))).toBeDefined();
    expect(stateOf(promise.finally(3 as never))).toBeDefined();
    expect(home.told).toEqual([]);
    const foreign = promise.then((value) => value + 1);
    expect(stateOf(foreign)).toBeUndefined();
    stateOf(promise)!.settle({ value: 1 });
    expect(await foreign).toBe(2);
    expect(stateOf(stored)!.outcome).toEqual({ value: "1" });
    expect(home.told).toEqual(["asked", "told"]);
  });

  it("can be refused to code that is not compiled, and to that alone", async () => {
    const home = newHome();
    const promise = durablePromise(home);
    const foreign = Promise.all([promise]);
    await ticks(1);
    const state = stateOf(promise)!;
    const native = state.reactions.find((reaction) => reaction.kind === "native")!;
    state.refuse(native, new Error("refused"));
    await expect(foreign).rejects.toThrow("refused");
    state.settle({ value: 1 });
    expect(home.told).toEqual(["asked", "told"]);
  });

  it("stands for a native promise", async () => {
    const home = newHome();
    const all = promiseCall(home, "all", [[Promise.resolve(1), 2]]) as Promise<unknown>;
    expect(home.told).toEqual(["started"]);
    await ticks(3);
    expect(stateOf(all)!.outcome).toEqual({ value: [1, 2] });
    expect(home.told).toEqual(["started", "ended"]);
  });

  it("leaves native promises alone that Promise.resolve is given", () => {
    const home = newHome();
    expect(promiseCall(home, "resolve", [Promise.resolve(1)])).toBeUndefined();
    const own = durablePromise(home);
    expect(promiseCall(home, "resolve", [own])).toBe(own);
    expect(promiseCall(home, "then", [])).toBeUndefined();
  });

  it("is made by Promise.try", () => {
    const home = newHome();
    const outcomeOf = (callback: (...args: number[]) => unknown) =>
      stateOf(promiseCall(home, "try", [callback, 1, 2]))!.outcome;
    expect(outcomeOf((a, b) => a! + b!)).toEqual({ value: 3 });
    const thrown = () => {
      throw new RangeError("thrown");
    };
    expect(outcomeOf(thrown)).toEqual({ error: new RangeError("thrown") });
  });
});
