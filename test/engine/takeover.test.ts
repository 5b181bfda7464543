import { durable } from "perdure";
import { describe, expect, it } from "vitest";
import { newWorld, runOut } from "./engine-in-memory.js";

const gates: (() => void)[] = [];
const gated = durable.flow({ name: "gated" }, async (ctx) => {
  const first = await ctx.run("first", () => 1);
  const second = await ctx.run("gate", async ({ attempt }) => {
    await new Promise<void>((resolve) => gates.push(resolve));
    return attempt;
  });
  return [first, second];
});

const sleeper = durable.flow({ name: "sleeper" }, async (ctx) => {
  await ctx.sleep("1 year");
  return "awake";
});
const unlucky = durable.flow({ name: "unlucky" }, async (ctx) => {
  const a = await ctx.run("a", () => 1);
  return a + (await ctx.run("b", () => 2));
});

describe("rule 27: ownership", () => {
  it("an engine that was taken over cannot commit", async () => {
    const { engine, liveness, commits, logged } = await newWorld();
    const first = await engine();
    await first.start(gated, [], { id: "x" });
    await expect.poll(() => gates.length).toBe(1);
    liveness.drop(1);
    const second = await engine();
    await expect.poll(() => gates.length).toBe(2);
    gates[0]!();
    await first.whenIdle();
    expect(logged.join()).toContain("another engine has taken this execution over");
    gates[1]!();
    expect(await second.get("x").result()).toEqual([1, 1]);
    expect(commits.at(-1)).toMatchObject({ status: "completed", epoch: 1 });
  });

  it("a stopped engine gives its executions back", async () => {
    const { engine, clock } = await newWorld();
    const first = await engine();
    await first.start(sleeper, [], { id: "s" });
    await first.stop();
    await expect(first.start(sleeper, [])).rejects.toMatchObject({ code: "PD2077" });
    const second = await engine();
    await runOut(second, clock);
    expect(await second.get("s").result()).toBe("awake");
  });

  it("a failed commit hurts nobody: the execution is loaded again and goes on (rule 6)", async () => {
    const { engine, store, clock, logged } = await newWorld();
    let failures = 3;
    const failing = new Proxy(store, {
      get:
        (target, name) =>
        (...args: unknown[]) => {
          if (name === "commit" && failures-- > 0) return Promise.reject(new Error("the disk is full"));
          return Reflect.apply(target[name as "load"], target, args);
        },
    });
    const running = await engine({ store: failing });
    const handle = await running.start(unlucky, []);
    await runOut(running, clock);
    expect(await handle.result()).toBe(3);
    expect(logged.filter((message) => message.includes("a commit failed"))).toHaveLength(3);
  });
});
