import { durable, TimeoutError, type DurableFunction, type EngineOptions } from "perdure";
import { describe, expect, it } from "vitest";
import { newWorld, runOut } from "../engine/engine-in-memory.js";

const world = { attempts: [] as unknown[], keys: [] as string[], runs: 0, times: [] as number[] };
const reset = () => Object.assign(world, { attempts: [], keys: [], runs: 0, times: [] });

const never = durable.flow({ name: "24 never" }, async (ctx) => {
  await ctx.run("fails", () => {
    world.runs += 1;
    throw new Error("always");
  });
});
const again = durable.flow({ name: "24 again", maxRetries: 3, retryDelay: "1m" }, async (ctx) => {
  const before = await ctx.state.get("count", 0);
  await ctx.state.set("count", before + 1);
  world.attempts.push([ctx.attempt, before]);
  await ctx.run("keyed", ({ idempotencyKey }) => void world.keys.push(idempotencyKey), { key: "once" });
  await ctx.run("numbered", ({ idempotencyKey }) => void world.keys.push(idempotencyKey));
  if (ctx.attempt < 3) throw new Error(`attempt ${ctx.attempt}`);
  return ctx.attempt;
});
const hopeless = durable.flow(
  { name: "24 hopeless", maxRetries: 2, retryDelay: 1000, backoff: "linear", jitter: 0.5 },
  async (ctx) => {
    world.times.push(ctx.now());
    throw new Error("hopeless");
  },
);
const choosy = durable.flow(
  {
    name: "24 choosy",
    maxRetries: 5,
    retryIf: (error, attempt) => (error as Error).message === "again" && attempt < 3,
  },
  async (ctx) => {
    world.attempts.push(ctx.attempt);
    throw new Error(ctx.attempt === 1 ? "again" : "enough");
  },
);
const event = durable.flow({ name: "24 event", maxRetries: 1 }, async (ctx) => {
  const got = await ctx.waitForEvent<string>("order");
  world.attempts.push(got);
  await ctx.sleep(1000);
  if (ctx.attempt === 1) throw new Error("after the event");
  return got;
});
const limited = durable.flow(
  { name: "24 limited", maxRetries: 100, retryDelay: "1h", backoff: 1, timeout: "150m" },
  async (ctx) => {
    world.times.push(ctx.now());
    throw new Error("again and again");
  },
);
const slowAttempts = durable.flow(
  { name: "24 slow attempts", maxRetries: 2, retryDelay: 0, attemptTimeout: "1m" },
  async (ctx) => {
    world.attempts.push(ctx.attempt);
    try {
      if (ctx.attempt < 3) await ctx.sleep("1h");
    } finally {
      await ctx.state.set(`cleaned ${ctx.attempt}`, true);
    }
    return await ctx.state.keys();
  },
);
const step = durable.flow({ name: "24 step" }, async (ctx) => {
  const options = { maxRetries: 10, retryDelay: "1m", backoff: 1, timeout: "150s" } as const;
  try {
    await ctx.run(
      "slow",
      ({ attempt }) => {
        world.attempts.push(attempt);
        throw new Error("not yet");
      },
      options,
    );
    return "done";
  } catch (error) {
    return error instanceof TimeoutError ? (error.cause as Error).message : "another error";
  }
});
const hanging = durable.flow({ name: "24 hanging" }, async (ctx) => {
  try {
    await ctx.run(
      "hangs",
      ({ signal }) =>
        new Promise((_, reject) => {
          signal.addEventListener("abort", () => reject(signal.reason as Error));
        }),
      { timeout: "10s" },
    );
    return "done";
  } catch (error) {
    return (error as Error).name;
  }
});
const children = durable.flow({ name: "24 children", maxRetries: 1, retryDelay: "1h" }, async (ctx) => {
  if (ctx.attempt === 1) {
    void ctx.call(napping, 5);
    await ctx.sleep(1000);
    throw new Error("leaves a child behind");
  }
  world.times.push(ctx.now());
  return "second";
});
const napping = durable.flow({ name: "24 napping" }, async (ctx, days: number) => {
  await ctx.sleep(`${days} days`);
});

async function run<Args extends readonly unknown[], Result>(
  fn: DurableFunction<Args, Result>,
  args: Args,
  options: EngineOptions = {},
) {
  reset();
  const world = await newWorld();
  const running = await world.engine(options);
  const handle = await running.start(fn, args, { id: "x" });
  await runOut(running, world.clock);
  return { ...world, running, handle };
}

describe("rule 24: nothing is retried unless asked", () => {
  it("an exception of a step is an exception", async () => {
    const { handle } = await run(never, []);
    await expect(handle.result()).rejects.toThrow("always");
    expect([world.runs, await handle.status()]).toEqual([1, "failed"]);
  });

  it("a function begins again from its top, with ctx.state kept and ctx.attempt counted", async () => {
    const { handle, store } = await run(again, []);
    expect(await handle.result()).toBe(3);
    expect(world.attempts).toEqual([
      [1, 0],
      [2, 1],
      [3, 2],
    ]);
    expect((await store.find("x"))!.attempt).toBe(3);
  });

  it("rule 14: numbers go on growing; the outcome under the user's key survives the attempt", async () => {
    await run(again, []);
    expect(world.keys[0]).toBe("once");
    const numbers = world.keys.slice(1).map((key) => Number(/^x\/(\d+)$/.exec(key)![1]));
    expect(numbers).toHaveLength(3);
    expect(numbers).toEqual([...numbers].sort((a, b) => a - b));
    expect(new Set(numbers).size).toBe(3);
  });

  it("rule 14: events that a failed attempt consumed come back to that execution", async () => {
    reset();
    const { engine, clock } = await newWorld();
    const running = await engine();
    const first = await running.start(event, [], { id: "first" });
    await running.whenIdle();
    await running.sendEvent("order", "tea");
    await running.start(event, [], { id: "second" });
    await runOut(running, clock);
    expect(await first.result()).toBe("tea");
    expect(world.attempts).toEqual(["tea", "tea"]);
    expect(await running.get("second").status()).toBe("waiting");
  });

  it("waits grow by back-off, shortened by jitter; the last error is the result", async () => {
    const { handle, clock } = await run(hopeless, [], { random: () => 0.5 });
    await expect(handle.result()).rejects.toThrow("hopeless");
    const [first = 0, second = 0, third = 0] = world.times;
    expect([second - first, third - second]).toEqual([750, 1500]);
    expect(clock.now()).toBe(third);
  });

  it("retryIf decides", async () => {
    const { handle } = await run(choosy, []);
    await expect(handle.result()).rejects.toThrow("enough");
    expect(world.attempts).toEqual([1, 2]);
  });

  it("timeout spans all attempts and the waits between them", async () => {
    const { handle } = await run(limited, []);
    await expect(handle.result()).rejects.toThrow("again and again");
    expect(world.times.map((time) => (time - world.times[0]!) / 3_600_000)).toEqual([0, 1, 2]);
  });

  it("attemptTimeout ends one attempt, with its finally blocks", async () => {
    const { handle } = await run(slowAttempts, []);
    expect(await handle.result()).toEqual(["cleaned 1", "cleaned 2", "cleaned 3"]);
    expect(world.attempts).toEqual([1, 2, 3]);
  });

  it("a step's timeout spans its attempts, with the last error as the cause", async () => {
    const { handle } = await run(step, []);
    expect(await handle.result()).toBe("not yet");
    expect(world.attempts).toEqual([1, 2, 3]);
  });

  it("a step's timeout ends an attempt that hangs", async () => {
    reset();
    const { engine, clock } = await newWorld();
    const running = await engine();
    const handle = await running.start(hanging, []);
    await expect.poll(() => clock.advance()).toBe(true);
    expect(await handle.result()).toBe("TimeoutError");
  });

  it("a failed attempt's children are cancelled, and their ends do not begin the next one early", async () => {
    const { handle, clock } = await run(children, []);
    expect(await handle.result()).toBe("second");
    expect(world.times[0]! - (await handle.info()).createdAt.getTime()).toBe(1000 + 3_600_000);
    expect(clock.now()).toBe(world.times[0]);
  });

  it("the wait for the next attempt survives a crash", async () => {
    reset();
    const { engine, clock, liveness } = await newWorld();
    const first = await engine();
    await first.start(again, [], { id: "x" });
    await first.whenIdle();
    const startedAt = clock.now();
    liveness.drop(1);
    const second = await engine();
    await second.whenIdle();
    expect(world.attempts).toHaveLength(1);
    await runOut(second, clock);
    expect(await second.get("x").result()).toBe(3);
    expect(clock.now() - startedAt).toBe(3 * 60_000);
  });
});
