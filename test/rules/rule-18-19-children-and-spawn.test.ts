import { durable, CancelledError, type DurableContext, type DurableFunction } from "perdure";
import { describe, expect, it } from "vitest";
import { newWorld, runOut } from "../engine/engine-in-memory.js";

const world = { running: 0, most: 0, log: [] as string[] };
const reset = () => Object.assign(world, { running: 0, most: 0, log: [] });

const child = durable.flow({ name: "18 child" }, async (ctx, n: number) => {
  const { id } = ctx;
  await ctx.run("count", () => void world.log.push(id));
  return n * 2;
});
const parent = durable.flow({ name: "18 parent" }, async (ctx) => {
  const one = await child(1);
  const two = await ctx.call(child, 2);
  const [three, four] = await Promise.all([child(3), child(4)]);
  return [one, two, three, four];
});
const failing = durable.flow({ name: "18 failing" }, async () => {
  throw new RangeError("the child failed");
});
const catching = durable.flow({ name: "18 catching" }, async () => {
  try {
    await failing();
    return "nothing";
  } catch (error) {
    return [(error as Error).name, (error as Error).message];
  }
});

async function helper(ctx: DurableContext, n: number): Promise<string> {
  await ctx.sleep(1000 * n);
  return `helper ${n}`;
}
async function effect(n: number): Promise<string> {
  world.running += 1;
  world.most = Math.max(world.most, world.running);
  await new Promise((resolve) => setTimeout(resolve, 2));
  world.running -= 1;
  return `effect ${n}`;
}
const mixed = durable.flow({ name: "19 mixed" }, async (ctx) =>
  ctx.spawn([
    ["a", child, 1],
    ["b", helper, 2],
    ["c", effect, 3],
  ]),
);
const limited = durable.flow({ name: "19 limited" }, async (ctx, concurrency: number) =>
  ctx.spawn(
    Array.from({ length: 10 }, (_, i) => [`e${i}`, effect, i] as const),
    { concurrency },
  ),
);
const stepSlots = durable.flow({ name: "19 step slots", maxConcurrentSteps: 2 }, async (ctx) => {
  const parents = Array.from({ length: 4 }, (_, i) => [`h${i}`, nested, i] as const);
  return ctx.spawn(parents);
});
async function nested(ctx: DurableContext, n: number): Promise<number> {
  const results = await ctx.spawn([
    ["x", effect, n],
    ["y", effect, n],
    ["z", child, n],
  ]);
  return results.length;
}
const boom = async (): Promise<never> => {
  throw new Error("boom");
};
async function tidy(ctx: DurableContext, n: number): Promise<void> {
  try {
    await ctx.sleep("1 day");
  } catch (error) {
    world.log.push(`${n}: ${error instanceof CancelledError}`);
    throw error;
  }
}
const napping = durable.flow({ name: "19 napping" }, async (ctx) => {
  try {
    await ctx.sleep("1 day");
  } finally {
    world.log.push("child cancelled");
  }
});
const firstFails = durable.flow({ name: "19 first fails" }, async (ctx) => {
  try {
    await ctx.spawn([
      ["tidy", tidy, 1],
      ["napping", napping],
      ["boom", boom],
      ["tidy", tidy, 2],
    ]);
    return "all";
  } catch (error) {
    return [(error as Error).message, [...world.log].sort()];
  }
});
async function slow(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 20));
  world.log.push("slow has ended");
}
const awaitsEffects = durable.flow({ name: "19 awaits effects" }, async (ctx) => {
  try {
    await ctx.spawn([
      ["slow", slow],
      ["boom", boom],
    ]);
    return "all";
  } catch (error) {
    return [(error as Error).message, ...world.log];
  }
});
const settled = durable.flow({ name: "19 settled" }, async (ctx) => {
  const outcomes = await ctx.spawn(
    [
      ["ok", effect, 1],
      ["boom", boom],
    ],
    { settle: true },
  );
  return outcomes.map((each) => (each.status === "fulfilled" ? each.value : (each.reason as Error).message));
});
const tooFew = durable.flow({ name: "19 too few" }, async (ctx) => {
  await ctx.spawn([["few", effect] as never]);
});

async function result<Args extends readonly unknown[], T>(
  fn: DurableFunction<Args, T>,
  args: Args,
): Promise<T> {
  reset();
  const { engine, clock } = await newWorld();
  const running = await engine();
  const handle = await running.start(fn, args, { id: "p" });
  await runOut(running, clock);
  return handle.result();
}

describe("rule 18: nested calls", () => {
  it("a durable function called in another is a child: parent/number, exactly once", async () => {
    expect(await result(parent, [])).toEqual([2, 4, 6, 8]);
    expect(world.log.sort()).toEqual(["p/1", "p/2", "p/3", "p/4"]);
  });

  it("a child's error reaches its parent with its class", async () => {
    expect(await result(catching, [])).toEqual(["RangeError", "the child failed"]);
  });
});

describe("rule 19: spawn", () => {
  it("children, helpers and effects; results in the order of the tasks", async () => {
    expect(await result(mixed, [])).toEqual([2, "helper 2", "effect 3"]);
  });

  it.each([1, 3, 10])("concurrency %i counts tasks", async (concurrency) => {
    const results = await result(limited, [concurrency]);
    expect(results).toEqual(Array.from({ length: 10 }, (_, i) => `effect ${i}`));
    expect(world.most).toBe(concurrency);
  });

  it("maxConcurrentSteps counts effects in flight, never tasks or children: no deadlock", async () => {
    expect(await result(stepSlots, [])).toEqual([3, 3, 3, 3]);
    expect(world.most).toBe(2);
  });

  it("the first failure rejects; the rest is cancelled and awaited", async () => {
    expect(await result(firstFails, [])).toEqual(["boom", ["1: true", "2: true", "child cancelled"]]);
  });

  it("effects in flight are awaited, too", async () => {
    expect(await result(awaitsEffects, [])).toEqual(["boom", "slow has ended"]);
  });

  it("settle: true gives every outcome", async () => {
    expect(await result(settled, [])).toEqual(["effect 1", "boom"]);
  });

  it("an effect with more parameters than arguments is an error", async () => {
    await expect(result(tooFew, [])).rejects.toMatchObject({ code: "PD2060" });
  });
});
