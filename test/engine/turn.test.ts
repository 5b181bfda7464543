import { durable, UnstorableResultError, type DurableContext, type UnstorableError } from "perdure";
import { describe, expect, it } from "vitest";
import { newWorld, runOut } from "./engine-in-memory.js";

/** What the steps below saw of the world outside. */
const world = { commits: [] as readonly unknown[], seen: [] as number[], runs: 0 };

const steps = durable.flow({ name: "steps" }, async (ctx, count: number) => {
  let sum = 0;
  for (let i = 0; i < count; i++) sum += await ctx.run("step", () => i);
  return sum;
});

const withState = durable.flow({ name: "with state" }, async (ctx) => {
  await ctx.state.set("a", 1);
  await ctx.state.set("b", 2);
  await ctx.run("step", () => null);
  return await ctx.state.keys();
});

const looking = durable.flow({ name: "looking" }, async (ctx) => {
  await ctx.run("first", () => void world.seen.push(world.commits.length));
  await ctx.run("second", () => void world.seen.push(world.commits.length));
});

const foreign = durable.flow({ name: "foreign" }, async (ctx) => {
  const value = await ctx.run("first", () => "kept");
  await new Promise((resolve) => setTimeout(resolve, 20));
  return value;
});

const socket = durable.flow({ name: "socket" }, async (ctx) => {
  const order = { items: [{ handle: new WeakMap() }] };
  try {
    await ctx.run("step", () => 1);
  } catch (error) {
    return (error as Error).message;
  }
  return order;
});

const uncaught = durable.flow({ name: "uncaught" }, async (ctx) => {
  const handle = new WeakMap();
  await ctx.run("step", () => 1);
  return handle;
});

const stubborn = durable.flow({ name: "stubborn" }, async (ctx) => {
  const kept = await ctx.run("before", () => "kept");
  for (;;) {
    const handle = new WeakMap();
    try {
      await ctx.run("step", () => 1);
    } catch {
      continue;
    }
    return [kept, handle];
  }
});

async function one(ctx: DurableContext): Promise<number> {
  return (await ctx.run("step", () => 1)) + 0;
}

const twoPlaces = durable.flow({ name: "two places" }, async (ctx) => {
  const told: unknown[] = [];
  try {
    const first = new WeakMap();
    told.push(await one(ctx), first);
  } catch (error) {
    told.push((error as UnstorableError).pathText);
  }
  try {
    const second = new WeakMap();
    told.push(await one(ctx), second);
  } catch (error) {
    told.push((error as UnstorableError).pathText);
  }
  return told;
});

const badOutcome = durable.flow({ name: "bad outcome" }, async (ctx) => {
  const open = { maxRetries: 3, retryDelay: 1 };
  try {
    await ctx.run("open", () => (world.runs++, { socket: new WeakMap() }), open);
    return "stored";
  } catch (error) {
    return [error instanceof UnstorableResultError, (error as UnstorableResultError).code];
  }
});

const badResult = durable.flow({ name: "bad result" }, async () => new WeakMap());

const retried = durable.flow({ name: "retried" }, async (ctx) =>
  ctx.run(
    "flaky",
    ({ attempt }) => {
      world.seen.push(attempt);
      if (attempt < 3) throw new Error("not yet");
      return "done";
    },
    { maxRetries: 5, retryDelay: "1 day" },
  ),
);

describe("rule 5: a turn commits once", () => {
  it("is one commit a step", async () => {
    const { engine, commits } = await newWorld();
    const handle = await (await engine()).start(steps, [10]);
    expect(await handle.result()).toBe(45);
    expect(commits).toHaveLength(11); // ten waits for a step, and the end
  });

  it("writes state with the turn, not on its own (rule 15)", async () => {
    const { engine, commits } = await newWorld();
    expect(await (await (await engine()).start(withState, [])).result()).toEqual(["a", "b"]);
    expect(commits).toHaveLength(2);
    expect(commits[0]).toMatchObject({ state: [{ key: "a" }, { key: "b" }] });
  });
});

describe("rule 7: effects start only after their commit", () => {
  it("has committed the operation when its code runs", async () => {
    const { engine, commits } = await newWorld();
    world.commits = commits;
    world.seen = [];
    await (await (await engine()).start(looking, [])).result();
    expect(world.seen).toEqual([1, 2]);
  });

  it("records an outcome on its own before a long foreign wait", async () => {
    const { engine, commits } = await newWorld();
    expect(await (await (await engine()).start(foreign, [])).result()).toBe("kept");
    expect(commits.map((commit) => commit.kind)).toEqual(["turn", "outcome", "turn"]);
  });
});

describe("rule 6: what cannot be stored", () => {
  it("is thrown at the await, with the variable's path", async () => {
    const { engine } = await newWorld();
    const message = await (await (await engine()).start(socket, [])).result();
    expect(message).toMatch(/"order\.items\[0\]\.handle" in .* cannot be stored: it is .*WeakMap/);
    expect(message).toMatch(/turn\.test\.ts:\d+:[\s\S]*await ctx\.run\("step"/);
    expect(message).toContain("PD2075");
  });

  it("fails the execution where nothing catches it", async () => {
    const { engine } = await newWorld();
    await expect((await (await engine()).start(uncaught, [])).result()).rejects.toMatchObject({
      code: "PD2075",
    });
  });

  it("is told at each of several awaits, also where they go through the same helper", async () => {
    const { engine } = await newWorld();
    const told = await (await (await engine()).start(twoPlaces, [])).result();
    expect(told).toEqual(["first", "second"]);
  });

  it("parks the execution the second time at one await, and keeps what it had", async () => {
    const { engine, store, logged } = await newWorld();
    const handle = await (await engine()).start(stubborn, [], { id: "stubborn" });
    await expect(handle.result()).rejects.toMatchObject({ name: "ParkedError", reason: "unstorable" });
    const row = (await store.find("stubborn"))!;
    expect(row).toMatchObject({ status: "parked", reason: "unstorable", operation: 1 });
    expect(row.snapshot).toContain("before");
    expect((await store.load("stubborn"))!.inbox).toMatchObject([{ kind: "outcome", operation: 1 }]);
    expect(logged.join()).toContain("handle");
  });
});

describe("rule 8: an outcome that cannot be stored", () => {
  it("is final and is thrown at the await", async () => {
    const { engine } = await newWorld();
    world.runs = 0;
    const handle = await (await engine()).start(badOutcome, []);
    expect(await handle.result()).toEqual([true, "PD2059"]);
    expect(world.runs).toBe(1);
  });

  it("is an error too where it is the function's own result", async () => {
    const { engine } = await newWorld();
    await expect((await (await engine()).start(badResult, [])).result()).rejects.toMatchObject({
      code: "PD2059",
    });
  });
});

describe("rule 24: retries of a step", () => {
  it("wait in the store, and count attempts from 1", async () => {
    const { engine, clock, store } = await newWorld();
    world.seen = [];
    const running = await engine();
    const startedAt = clock.now();
    const handle = await running.start(retried, [], { id: "r" });
    await running.whenIdle();
    expect(await store.find("r")).toMatchObject({ status: "waiting", dueAtMs: startedAt + 86_400_000 });
    await runOut(running, clock);
    expect(await handle.result()).toBe("done");
    expect(world.seen).toEqual([1, 2, 3]);
    expect(clock.now() - startedAt).toBe(2 * 86_400_000);
  });
});
