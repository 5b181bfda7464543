import { durable } from "perdure";
import { describe, expect, it } from "vitest";
import { newWorld, runOut } from "../engine/engine-in-memory.js";

const world = { keys: [] as string[], stopAt: Infinity, stop: () => {} };
const touch = (key: string): Promise<number> | number => {
  world.keys.push(key);
  if (world.keys.length !== world.stopAt) return world.keys.length;
  world.stop();
  return new Promise(() => {});
};
const options = { checkpointInterval: 5, deterministic: true } as const;
const loop = durable.flow({ name: "22 loop", ...options }, async (ctx, n: number) => {
  let done = 0;
  for (; done < n; done++) await ctx.run("step", ({ idempotencyKey }) => touch(idempotencyKey));
  return done;
});
const tasks = durable.flow({ name: "22 tasks", ...options }, async (ctx) => {
  await Promise.all(
    [1, 2, 3].map(async (i) => {
      await ctx.run("a", ({ idempotencyKey }) => touch(idempotencyKey));
      return i;
    }),
  );
  return world.keys.length;
});

describe("rule 22: checkpointInterval", () => {
  it("commits each n-th durable await", async () => {
    const { engine, commits } = await newWorld();
    Object.assign(world, { keys: [], stopAt: Infinity });
    expect(await (await (await engine()).start(loop, [20])).result()).toBe(20);
    expect(commits.length).toBe(5);
  });

  it.each([1, 4, 5, 6, 9, 10, 13])(
    "after a crash at effect %i at most n effects run again, with the same keys",
    async (stopAt) => {
      const { engine, liveness, clock } = await newWorld();
      Object.assign(world, { keys: [], stopAt, stop: () => liveness.drop(1) });
      await (await engine()).start(loop, [15], { id: "x" });
      await expect.poll(() => world.keys.length).toBe(stopAt);
      const second = await engine();
      await runOut(second, clock);
      expect(await second.get("x").result()).toBe(15);
      expect([...new Set(world.keys)]).toEqual(Array.from({ length: 15 }, (_, i) => `x/${i + 1}`));
      expect(world.keys.length).toBeLessThanOrEqual(15 + 5);
    },
  );

  it("with several tasks it counts as 1", async () => {
    const { engine, commits } = await newWorld();
    Object.assign(world, { keys: [], stopAt: Infinity });
    expect(await (await (await engine()).start(tasks, [])).result()).toBe(3);
    expect(commits.find((commit) => commit.kind === "turn")).toMatchObject({ operation: 3 });
  });

  it("needs deterministic: true", () => {
    const define = durable.flow as (options: object, body: unknown) => unknown;
    expect(() => define({ name: "22 wrong", checkpointInterval: 2 }, async () => {})).toThrow(
      expect.objectContaining({ code: "PD2122" }),
    );
  });
});
