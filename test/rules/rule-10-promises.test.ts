import { durable } from "perdure";
import { describe, expect, it } from "vitest";
import { newWorld } from "../engine/engine-in-memory.js";

const world = { runs: 0 };
const chains = durable.flow({ name: "10 chains" }, async (ctx) => {
  const log: string[] = [];
  const factor = 3;
  const kept = ctx
    .run("step", () => ++world.runs)
    .then((n) => n * factor)
    .finally(() => void log.push("finally"));
  const caught = ctx
    .run("fails", () => Promise.reject(new Error("no")))
    .catch((error: Error) => error.message);
  const resolved = Promise.resolve(ctx.sleep(500)).then(() => "resolved");
  await ctx.sleep(1000);
  return [await kept, await caught, await resolved, log];
});
const combinations = durable.flow({ name: "10 combinations" }, async (ctx) => {
  const slow = ctx.sleep(2000).then(() => "slow");
  const fast = ctx.sleep(1000).then(() => "fast");
  const failing = ctx.sleep(500).then(() => {
    throw new Error("failing");
  });
  const settled = await Promise.allSettled([slow, failing]);
  return [
    await Promise.race([slow, fast]),
    await Promise.any([failing, fast]),
    await Promise.all([slow, fast]),
    settled.map(({ status }) => status),
    await Promise.all([failing]).catch((error: Error) => error.message),
  ];
});

describe("rule 10: durable promises are part of the snapshot (more: fixtures/tasks, in four modes)", () => {
  it.each([
    [chains, [3, "no", "resolved", ["finally"]]],
    [combinations, ["slow", "fast", ["slow", "fast"], ["fulfilled", "rejected"], "failing"]],
  ] as const)("%o goes on in another engine at each wait", async (fn, expected) => {
    const { engine, clock } = await newWorld();
    world.runs = 0;
    let running = await engine();
    await running.start(fn as typeof chains, [], { id: "x" });
    await running.whenIdle();
    for (let lives = 0; lives < 10 && (await running.get("x").status()) !== "completed"; lives++) {
      await running.stop();
      running = await engine();
      await running.whenIdle();
      if (clock.advance()) await running.whenIdle();
    }
    expect(await running.get("x").info()).toMatchObject({ status: "completed", detail: null });
    expect(await running.get("x").result()).toEqual(expected);
    expect(world.runs).toBeLessThanOrEqual(1);
  });
});
