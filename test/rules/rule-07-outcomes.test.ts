import { durable } from "perdure";
import { describe, expect, it } from "vitest";
import { newWorld, runOut } from "../engine/engine-in-memory.js";

const seen: { stored: number[]; runs: number } = { stored: [], runs: 0 };
const world: { inbox: () => Promise<number> } = { inbox: async () => 0 };

const eager = durable.flow({ name: "7 eager" }, async (ctx) => {
  const value = await ctx.run("pay", () => ++seen.runs, { record: "eager" });
  return [value, await world.inbox()];
});
const eagerFunction = durable.flow({ name: "7 eager function", record: "eager" }, async (ctx) => {
  await ctx.run("first", () => 1);
  await ctx.run("not this one", () => 2, { record: "lazy" });
  await ctx.spawn([["effect", (n: number) => n, 3]]);
  return "done";
});
const lazy = durable.flow({ name: "7 lazy" }, async (ctx) => {
  await ctx.run("first", () => 1);
  return await ctx.run("second", () => 2);
});
const beside = durable.flow({ name: "7 beside" }, async (ctx) => {
  const both = await Promise.all([ctx.run("quick", () => ++seen.runs), ctx.sleep("1 day")]);
  return both[0];
});

describe("rule 7: a completed operation never runs again", () => {
  it("record: eager stores the outcome as a row of its own before the function sees it", async () => {
    const { engine, store, commits } = await newWorld();
    world.inbox = async () => (await store.load("e"))!.inbox.length;
    seen.runs = 0;
    const handle = await (await engine()).start(eager, [], { id: "e" });
    expect(await handle.result()).toEqual([1, 1]);
    expect(commits.map(({ kind }) => kind)).toEqual(["turn", "outcome", "turn"]);
  });

  it("record: eager holds for all operations of a function that do not say otherwise", async () => {
    const { engine, commits } = await newWorld();
    expect(await (await (await engine()).start(eagerFunction, [])).result()).toBe("done");
    expect(commits.map((commit) => (commit.kind === "outcome" ? commit.operation : commit.kind))).toEqual([
      "turn",
      1,
      "turn",
      "turn",
      3,
      "turn",
    ]);
  });

  it("record: lazy is one commit a step", async () => {
    const { engine, commits } = await newWorld();
    expect(await (await (await engine()).start(lazy, [])).result()).toBe(2);
    expect(commits.map(({ kind }) => kind)).toEqual(["turn", "turn", "turn"]);
  });

  it("an engine's default for operations counts where the function says nothing", async () => {
    const { engine, commits } = await newWorld();
    const running = await engine({ operations: { record: "eager" } });
    expect(await (await running.start(lazy, [])).result()).toBe(2);
    expect(commits.filter(({ kind }) => kind === "outcome")).toHaveLength(2);
  });

  it("an outcome that no commit takes along is recorded at once: other operations still wait", async () => {
    const { engine, clock } = await newWorld();
    seen.runs = 0;
    const first = await engine();
    await first.start(beside, [], { id: "b" });
    await first.whenIdle();
    await first.stop();
    const second = await engine();
    await runOut(second, clock);
    expect(await second.get("b").result()).toBe(1);
    expect(seen.runs).toBe(1);
  });
});
