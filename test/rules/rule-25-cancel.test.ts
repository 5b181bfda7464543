import { CancelledError, durable, TimeoutError, type DurableContext, type DurableFunction } from "perdure";
import { describe, expect, it } from "vitest";
import { newWorld, runOut } from "../engine/engine-in-memory.js";

const world = { log: [] as string[], signals: [] as boolean[], release: () => {} };
const reset = () => Object.assign(world, { log: [], signals: [] });

const tidy = durable.flow({ name: "25 tidy" }, async (ctx) => {
  const before = ctx.signal;
  try {
    await ctx.sleep("1 day");
  } catch (error) {
    world.signals = [before.aborted, ctx.signal.aborted, ctx.signal === before];
    world.log.push((error as Error).name, (error as CancelledError).reason ?? "");
    await ctx.run("refund", () => void world.log.push("refunded"));
    await ctx.sleep(1000);
    throw error;
  } finally {
    await ctx.run("close", () => void world.log.push("closed"));
  }
});
const swallowing = durable.flow({ name: "25 swallowing" }, async (ctx) => {
  try {
    await ctx.waitForEvent("never");
  } catch {
    return "came to an end";
  }
});
const stubborn = durable.flow({ name: "25 stubborn", cleanupTimeout: "1m" }, async (ctx) => {
  for (;;) {
    try {
      await ctx.sleep("1 day");
    } catch {
      world.log.push("again");
    }
  }
});
async function side(ctx: DurableContext, name: string): Promise<void> {
  try {
    await ctx.sleep("1 day");
  } catch (error) {
    world.log.push(`${name} ${(error as Error).name}`);
    throw error;
  }
}
const branches = durable.flow({ name: "25 branches" }, async (ctx) => {
  void side(ctx, "left");
  const right = side(ctx, "right");
  try {
    await ctx.sleep("1 day");
  } finally {
    await ctx.sleep(10);
    world.log.push("main cleaned up");
    await right;
  }
});
const family = durable.flow({ name: "25 family" }, async (ctx) => {
  await Promise.all([ctx.call(tidy), ctx.call(grandparent)]);
});
const grandparent = durable.flow({ name: "25 grandparent" }, async (ctx) => {
  await ctx.call(tidy);
});
const limited = durable.flow({ name: "25 limited", timeout: "1h", maxRetries: 5 }, async (ctx) => {
  try {
    await ctx.sleep("1 day");
  } catch (error) {
    world.log.push((error as Error).name);
    await ctx.sleep("5m"); // the deadline is disarmed
    world.log.push("cleaned up");
    throw error;
  }
});
const effects = durable.flow({ name: "25 effects" }, async (ctx) => {
  const flaky = ctx.run("flaky", () => Promise.reject(new Error("down")), {
    maxRetries: 100,
    retryDelay: "1 day",
  });
  const deaf = ctx.run("deaf", async ({ signal }) => {
    world.log.push("deaf begins");
    await new Promise<void>((resolve) => (world.release = resolve));
    world.log.push(`deaf ${signal.aborted}`);
  });
  await Promise.all([flaky, deaf]);
});

async function started<T>(fn: DurableFunction<[], T>, options = {}) {
  reset();
  const given = await newWorld();
  const running = await given.engine(options);
  const handle = await running.start(fn, [], { id: "x" });
  await running.whenIdle();
  return { ...given, running, handle };
}

describe("rule 25: cancel", () => {
  it("is thrown at the await; clean-up can call services; ctx.signal is a fresh one", async () => {
    const { running, handle, clock } = await started(tidy);
    expect(await handle.cancel("changed my mind")).toBe(true);
    await runOut(running, clock);
    await expect(handle.result()).rejects.toBeInstanceOf(CancelledError);
    expect(await handle.status()).toBe("cancelled");
    expect(world.signals).toEqual([true, false, false]);
    expect(world.log).toEqual(["CancelledError", "changed my mind", "refunded", "closed"]);
    expect(await handle.cancel()).toBe(false);
  });

  it("a function that goes on to a result has completed", async () => {
    const { running, handle, clock } = await started(swallowing);
    await handle.cancel();
    await runOut(running, clock);
    expect([await handle.result(), await handle.status()]).toEqual(["came to an end", "completed"]);
  });

  it("reaches every task, also one that nobody awaits, and does not disturb the clean-up", async () => {
    const { running, handle, clock } = await started(branches);
    await handle.cancel();
    await runOut(running, clock);
    await expect(handle.result()).rejects.toBeInstanceOf(CancelledError);
    expect(world.log).toEqual(["left CancelledError", "right CancelledError", "main cleaned up"]);
  });

  it("children are cancelled, and theirs", async () => {
    const { running, handle, clock } = await started(family);
    await handle.cancel();
    await runOut(running, clock);
    await expect(handle.result()).rejects.toBeInstanceOf(CancelledError);
    const { executions } = await running.list();
    expect(executions.map(({ status }) => status)).toEqual(Array(4).fill("cancelled"));
    expect(world.log.filter((entry) => entry === "refunded")).toHaveLength(2);
  });

  it("a second cancel ends it without running code, and its children", async () => {
    const { running, handle, clock } = await started(stubborn);
    await handle.cancel();
    await running.whenIdle();
    expect(world.log).toEqual(["again"]);
    await handle.cancel();
    await runOut(running, clock);
    await expect(handle.result()).rejects.toBeInstanceOf(CancelledError);
    expect([await handle.status(), world.log]).toEqual(["cancelled", ["again"]]);
  });

  it("the end of the clean-up budget ends it", async () => {
    const { running, handle, clock } = await started(stubborn);
    const at = clock.now();
    await handle.cancel();
    await runOut(running, clock);
    expect([await handle.status(), world.log]).toEqual(["cancelled", ["again"]]);
    expect(clock.now() - at).toBe(60_000);
  });

  it("steps are not tried again; one that ignores its signal is waited for", async () => {
    const { engine, clock } = await newWorld();
    reset();
    const running = await engine();
    const handle = await running.start(effects, [], { id: "x" });
    await expect.poll(() => world.log.includes("deaf begins")).toBe(true);
    await expect.poll(async () => (await handle.info()).dueAt?.getTime()).toBe(clock.now() + 86_400_000);
    await handle.cancel();
    await expect(handle.result()).rejects.toBeInstanceOf(CancelledError);
    expect(await handle.status()).toBe("completing");
    world.release();
    await running.whenIdle();
    expect([await handle.status(), world.log]).toEqual(["cancelled", ["deaf begins", "deaf true"]]);
    expect(clock.advance()).toBe(true); // the budget's timer
    await running.whenIdle();
    expect(await handle.status()).toBe("cancelled");
  });

  it("works from another engine, and for an execution that nobody has in memory", async () => {
    const { running, handle, engine, clock } = await started(tidy);
    const other = await engine();
    expect(await other.get("x").cancel("from afar")).toBe(true);
    running.sendEvent("a poll", 1).catch(() => {});
    await runOut(running, clock);
    await expect(handle.result()).rejects.toMatchObject({ reason: "from afar" });
  });

  it("survives a crash in the middle of the clean-up", async () => {
    const { running, handle, engine, clock, liveness } = await started(tidy);
    await handle.cancel();
    await running.whenIdle();
    expect(world.log).toContain("refunded");
    liveness.drop(1);
    const second = await engine();
    await runOut(second, clock);
    await expect(second.get("x").result()).rejects.toBeInstanceOf(CancelledError);
    expect(world.log.filter((entry) => entry === "refunded" || entry === "closed")).toEqual([
      "refunded",
      "closed",
    ]);
  });

  it("before its first turn: no code runs", async () => {
    const { engine, clock } = await newWorld();
    reset();
    const running = await engine();
    const handle = await running.start(tidy, [], { at: new Date(clock.now() + 60_000) });
    await handle.cancel();
    await running.whenIdle();
    expect([await handle.status(), world.log]).toEqual(["cancelled", []]);
  });

  it("of an unknown execution is an error", async () => {
    const { running } = await started(swallowing);
    await expect(running.get("nobody").cancel()).rejects.toMatchObject({ code: "PD2076" });
  });
});

describe("rule 25: timeout", () => {
  it("is thrown once; the deadline is disarmed; there is no further attempt", async () => {
    const { running, handle, clock } = await started(limited);
    const at = clock.now();
    await runOut(running, clock);
    await expect(handle.result()).rejects.toBeInstanceOf(TimeoutError);
    expect([await handle.status(), world.log]).toEqual(["failed", ["TimeoutError", "cleaned up"]]);
    expect(clock.now() - at).toBeGreaterThanOrEqual(65 * 60_000);
  });

  it("counts from the start, also after a restart", async () => {
    const { running, engine, clock } = await started(limited);
    const at = clock.now();
    await running.stop();
    const second = await engine();
    await runOut(second, clock);
    expect(world.log).toEqual(["TimeoutError", "cleaned up"]);
    await expect(second.get("x").result()).rejects.toBeInstanceOf(TimeoutError);
    expect(clock.now() - at).toBeLessThan(2 * 3_600_000);
  });
});
