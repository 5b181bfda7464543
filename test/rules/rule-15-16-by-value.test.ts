import { durable, type DurableContext, type DurableFunction, type StepInfo } from "perdure";
import { describe, expect, it } from "vitest";
import { newWorld, runOut } from "../engine/engine-in-memory.js";

const world = { infos: [] as StepInfo[] };
const child = durable.flow({ name: "15 child" }, async (_ctx, list: number[]) => {
  list.push(2);
  return list;
});
const values = durable.flow({ name: "15 values" }, async (ctx) => {
  const list = [1];
  const back = await ctx.call(child, list);
  const [spawned] = await ctx.spawn([["push", (given: number[]) => (given.push(3), given), list]]);
  await ctx.state.set("list", list);
  list.push(9);
  const kept = await ctx.state.get<number[]>("list");
  kept!.push(10);
  const again = await ctx.state.get<number[]>("list");
  const fallback = [0];
  const missing = await ctx.state.get("missing", fallback);
  missing.push(1);
  await ctx.sendEvent("mine", list);
  list.push(11);
  const event = await ctx.waitForEvent<number[]>("mine");
  return { list, back, spawned, kept, again, fallback, event };
});
const pushes = async (ctx: DurableContext, list: number[], kept: number[][]): Promise<number[]> => {
  list.push(2);
  await ctx.sleep(1);
  kept.push(list);
  return list;
};
const helpers = durable.flow({ name: "15 helpers" }, async (ctx) => {
  const list = [1];
  const kept: number[][] = [];
  const [spawned] = await ctx.spawn([["push", pushes, list, kept]]);
  const [result] = await ctx.spawn([["given", async (_ctx: DurableContext) => list]]);
  (result as number[]).push(3);
  return { list, kept, spawned, result };
});
const state = durable.flow({ name: "15 state" }, async (ctx) => {
  await ctx.state.set("b", 1);
  await ctx.state.set("a", 2);
  await ctx.state.set("b", 3);
  const keys = await ctx.state.keys();
  const deleted = [await ctx.state.delete("b"), await ctx.state.delete("b")];
  const left = await ctx.state.keys();
  await ctx.state.clear();
  return [keys, deleted, left, await ctx.state.keys(), await ctx.state.get("a")];
});
const unstorable = durable.flow({ name: "15 unstorable" }, async (ctx) => {
  try {
    await ctx.state.set("socket", new WeakMap());
    return "set";
  } catch (error) {
    return (error as Error).name;
  }
});
const info = durable.flow({ name: "16 info" }, async (ctx) => {
  const fails = (given: StepInfo) => {
    world.infos.push(given);
    if (given.attempt < 2) throw new Error("first");
  };
  await ctx.run("step", fails, { maxRetries: 1, retryDelay: 1 });
  await ctx.run(function named() {
    return 1;
  });
});

async function result<T>(fn: DurableFunction<[], T>): Promise<T> {
  const { engine, clock } = await newWorld();
  const running = await engine();
  const handle = await running.start(fn, []);
  await runOut(running, clock);
  return handle.result();
}

describe("rule 15: by value", () => {
  it("arguments and results of children, spawned functions, events and state are copies", async () => {
    expect(await result(values)).toEqual({
      list: [1, 9, 11],
      back: [1, 2],
      spawned: [1, 3],
      kept: [1, 10],
      again: [1],
      fallback: [0],
      event: [1, 9],
    });
  });

  it("arguments and results of spawned helpers are copies", async () => {
    expect(await result(helpers)).toEqual({ list: [1], kept: [], spawned: [1, 2], result: [1, 3] });
  });

  it("keys come in the order in which they were first set", async () => {
    expect(await result(state)).toEqual([["b", "a"], [true, false], ["a"], [], undefined]);
  });

  it("a value that cannot be stored is refused where it is set", async () => {
    expect(await result(unstorable)).toBe("UnstorableError");
  });
});

describe("rule 16: ctx.run", () => {
  it("gets signal, idempotencyKey and attempt, which counts from 1; the key stays the same", async () => {
    world.infos = [];
    await result(info);
    expect(world.infos.map(({ attempt }) => attempt)).toEqual([1, 2]);
    expect(new Set(world.infos.map(({ idempotencyKey }) => idempotencyKey)).size).toBe(1);
    expect(world.infos[0]!.signal).toBeInstanceOf(AbortSignal);
  });
});
