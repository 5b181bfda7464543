import { durable, EngineBusyError } from "perdure";
import { describe, expect, it } from "vitest";
import { newWorld, runOut } from "../engine/engine-in-memory.js";

const world = { running: 0, most: 0, executions: 0, mostExecutions: 0 };
const reset = () => Object.assign(world, { running: 0, most: 0, executions: 0, mostExecutions: 0 });
const work = async (): Promise<void> => {
  world.most = Math.max(world.most, ++world.running);
  await new Promise((resolve) => setTimeout(resolve, 3));
  world.running -= 1;
};
const busy = durable.flow({ name: "busy", maxConcurrentSteps: 3 }, async (ctx, steps: number) => {
  await Promise.all(Array.from({ length: steps }, () => ctx.run("work", () => work())));
  return steps;
});
const parent = durable.flow({ name: "busy parent" }, async (ctx, depth: number): Promise<number> => {
  if (depth === 0) return ctx.run("leaf", async () => (await work(), 1));
  const results = await Promise.all([ctx.call(again, depth - 1), ctx.call(again, depth - 1)]);
  return results[0] + results[1];
});
const again: typeof parent = durable.flow({ name: "busy again" }, async (ctx, depth: number) =>
  ctx.call(parent, depth),
);
const sleeping = durable.flow({ name: "busy sleeping" }, async (ctx) => {
  await ctx.sleep("1 day");
});

describe("back-pressure", () => {
  it("maxConcurrentSteps: steps of one execution in flight", async () => {
    const { engine } = await newWorld();
    reset();
    expect(await (await (await engine()).start(busy, [12])).result()).toBe(12);
    expect(world.most).toBe(3);
  });

  it("maxConcurrentEffects: effects of all executions in flight; children and tasks need no slot", async () => {
    const { engine } = await newWorld();
    reset();
    const running = await engine({ maxConcurrentEffects: 2 });
    const handles = await Promise.all([1, 2, 3, 4].map(() => running.start(parent, [2])));
    expect(await Promise.all(handles.map((handle) => handle.result()))).toEqual([4, 4, 4, 4]);
    expect(world.most).toBe(2);
  });

  it("maxRunning: so many executions in memory; whoever starts more waits, and all are served", async () => {
    const { engine } = await newWorld();
    reset();
    const running = await engine({ maxRunning: 3 });
    const handles = await Promise.all(Array.from({ length: 20 }, () => running.start(busy, [2])));
    expect(await Promise.all(handles.map((handle) => handle.result()))).toEqual(Array(20).fill(2));
    expect(world.most).toBeLessThanOrEqual(6);
  });

  it("maxRunning: parents that wait for children give their place up", async () => {
    const { engine } = await newWorld();
    const running = await engine({ maxRunning: 1 });
    expect(await (await running.start(parent, [2])).result()).toBe(4);
  });

  it("whenFull: refuse throws an EngineBusyError; sleepers take no place", async () => {
    const { engine, clock } = await newWorld();
    reset();
    const running = await engine({ maxRunning: 2, whenFull: "refuse" });
    for (let i = 0; i < 5; i++) {
      await running.start(sleeping, []);
      await running.whenIdle();
    }
    const first = await running.start(busy, [1]);
    await running.start(busy, [1]);
    const refused = await running.start(busy, [1]).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(EngineBusyError);
    expect(await first.result()).toBe(1);
    await running.whenIdle();
    expect(await (await running.start(busy, [1])).result()).toBe(1);
    await runOut(running, clock);
    expect((await running.list({ status: "completed" })).executions).toHaveLength(8);
  });
});
