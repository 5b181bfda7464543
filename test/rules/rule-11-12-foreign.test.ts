import { durable, ForeignWaitError, InterruptedError, type DurableContext } from "perdure";
import { describe, expect, it } from "vitest";
import { newWorld, runOut } from "../engine/engine-in-memory.js";

// Not compiled: the compiler does not see durable code in them.
const world = { runs: 0, evaluated: 0, release: () => {}, clock: 0 };
const plain = {
  timed: async <T>(attempt: () => Promise<T>): Promise<T> => {
    const result = await attempt();
    return result;
  },
  charge: (context: { call: DurableContext["call"] }) => context.call("11 pay", "charge", 1),
  hand: (resolve: (text: string) => void) => (world.release = () => resolve("handed")),
  fetch: () => {
    world.evaluated += 1;
    return new Promise<string>((resolve) => (world.release = () => resolve("fetched")));
  },
};

durable.service("11 pay").handle("charge", () => ++world.runs);
const retried = durable.flow({ name: "11 retried" }, async (ctx) => {
  try {
    return await plain.timed(() => ctx.run("pay", () => ++world.runs));
  } catch (error) {
    return [error instanceof ForeignWaitError, (error as ForeignWaitError).code];
  }
});
const passed = durable.flow({ name: "11 passed" }, async (ctx) => await plain.charge(ctx));
const lonely = durable.flow({ name: "12 lonely" }, async (ctx) => {
  const before = await ctx.run("before", () => ++world.runs);
  const text = await plain.fetch();
  return [before, text];
});
const disturbed = durable.flow({ name: "12 disturbed" }, async (ctx) => {
  const beside = ctx.sleep(1000).then(() => ctx.run("beside", () => ++world.runs));
  try {
    return [await plain.fetch(), await beside];
  } catch (error) {
    return [error instanceof InterruptedError, await beside];
  }
});
const sleeping = durable.flow({ name: "12 sleeping" }, async (ctx) => {
  const beside = (async () => await plain.fetch())();
  const longer = ctx.sleep(2000);
  await ctx.sleep(1000);
  await longer;
  world.runs += 1;
  return await beside;
});
const told = durable.flow({ name: "12 told" }, async (ctx) => {
  const stored: ((text: string) => void)[] = [];
  const byCode = new Promise<string>((resolve) => stored.push(resolve));
  const byOthers = new Promise<string>((resolve) => plain.hand(resolve));
  const heard = byOthers.catch((error: unknown) => error instanceof InterruptedError);
  await ctx.sleep(1000);
  world.runs += 1;
  stored[0]!("said");
  return [await byCode, await heard];
});
const beside = durable.flow({ name: "12 beside" }, async (ctx) => {
  const slow = (async () => {
    await ctx.sleep(1000);
    return "slept";
  })();
  return await Promise.all([plain.fetch(), slow]);
});
const toldTwice = durable.flow({ name: "12 told twice" }, async (ctx) => {
  const said = await new Promise<string>((resolve) => {
    plain.hand(resolve);
    resolve("at once");
  });
  await ctx.sleep(1000);
  return said;
});

describe("rule 11: foreign code may not wait on a durable promise", () => {
  it("the operation is not sent, and the error shows the durable way", async () => {
    const { engine } = await newWorld();
    world.runs = 0;
    expect(await (await (await engine()).start(retried, [])).result()).toEqual([true, "PD2051"]);
    expect(world.runs).toBe(0);
  });

  it("a function that only starts an operation and returns its promise is fine", async () => {
    const { engine } = await newWorld();
    world.runs = 0;
    expect(await (await (await engine()).start(passed, [])).result()).toBe(1);
  });
});

describe("rule 12: foreign promises", () => {
  it("are awaited without a commit; after a crash the code since the last commit runs again", async () => {
    const { engine, liveness, commits } = await newWorld();
    Object.assign(world, { runs: 0, evaluated: 0 });
    const first = await engine();
    await first.start(lonely, [], { id: "x" });
    await expect.poll(() => world.evaluated).toBe(1);
    await expect.poll(() => commits.map(({ kind }) => kind).join()).toBe("turn,outcome");
    liveness.drop(1);
    const second = await engine();
    await expect.poll(() => world.evaluated).toBe(2);
    world.release();
    expect(await second.get("x").result()).toEqual([1, "fetched"]);
    expect(world.runs).toBe(1);
  });

  it("something is committed meanwhile: after a crash the await rejects, and is never evaluated twice", async () => {
    const { engine, clock, liveness } = await newWorld();
    Object.assign(world, { runs: 0, evaluated: 0 });
    const first = await engine();
    await first.start(disturbed, [], { id: "x" });
    await expect.poll(() => world.evaluated).toBe(1);
    await expect.poll(() => clock.advance() || world.runs > 0).toBe(true);
    await expect.poll(() => world.runs).toBe(1);
    liveness.drop(1);
    const second = await engine();
    await runOut(second, clock);
    expect(await second.get("x").result()).toEqual([true, 1]);
    expect(world.evaluated).toBe(1);
  });

  it("without a crash the same function gets its value", async () => {
    const { engine, clock } = await newWorld();
    Object.assign(world, { runs: 0, evaluated: 0 });
    const running = await engine();
    const handle = await running.start(disturbed, []);
    await expect.poll(() => world.evaluated).toBe(1);
    await expect.poll(() => clock.advance() || world.runs > 0).toBe(true);
    await expect.poll(() => world.runs).toBe(1);
    world.release();
    expect(await handle.result()).toEqual(["fetched", 1]);
  });

  it("sleeps end beside them, one after the other", async () => {
    const { engine, clock } = await newWorld();
    Object.assign(world, { runs: 0, evaluated: 0 });
    const running = await engine();
    const handle = await running.start(sleeping, []);
    await expect.poll(() => clock.advance() || world.runs > 0).toBe(true);
    await expect.poll(() => clock.advance() || world.runs > 0).toBe(true);
    await expect.poll(() => world.runs).toBe(1);
    world.release();
    expect(await handle.result()).toBe("fetched");
  });

  it("a promise made with `new Promise` is told by whoever has its `resolve`", async () => {
    const { engine, clock } = await newWorld();
    const running = await engine();
    const handle = await running.start(told, []);
    await runOut(running, clock);
    world.release();
    expect(await handle.result()).toEqual(["said", "handed"]);
  });

  it("who tells it again, whenever that is, does nothing, as a timer that is not cleared", async () => {
    const { engine, clock } = await newWorld();
    const running = await engine();
    const handle = await running.start(toldTwice, []);
    await running.whenIdle();
    world.release();
    await runOut(running, clock);
    expect(await handle.result()).toBe("at once");
    world.release();
  });

  it("after a crash only stored code can tell it; where there is none, it is rejected", async () => {
    const { engine, clock, liveness } = await newWorld();
    world.runs = 0;
    const first = await engine();
    await first.start(told, [], { id: "x" });
    await first.whenIdle();
    liveness.drop(1);
    const before = world.release;
    const second = await engine();
    before(); // of the process that is gone
    await runOut(second, clock);
    expect(await second.get("x").result()).toEqual(["said", true]);
    expect(world.runs).toBe(1);
  });

  it("one that has settled is not lost where the execution leaves memory before its next commit", async () => {
    const { engine, clock } = await newWorld();
    Object.assign(world, { runs: 0, evaluated: 0 });
    const running = await engine();
    const handle = await running.start(beside, []);
    await running.whenIdle();
    world.release();
    await new Promise((resolve) => setImmediate(resolve));
    await runOut(running, clock);
    expect(await handle.result()).toEqual(["fetched", "slept"]);
  });
});
