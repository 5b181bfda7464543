import { durable, InvalidInputError, NonRetryableError, TimeoutError, UnstorableError } from "perdure";
import type { DurableFunction, StandardSchema } from "perdure";
import { beforeEach, describe, expect, it } from "vitest";
import { newWorld, runOut, type World } from "./engine-in-memory.js";

const ran: unknown[] = [];
const add = durable.task({ name: "tasks add" }, async (n: number, { idempotencyKey, attempt }) => {
  ran.push([idempotencyKey, attempt]);
  return n + 1;
});
const flaky = durable.task(
  { name: "tasks flaky", maxRetries: 2, retryDelay: "1 minute", backoff: "constant" },
  async (most: number, { attempt }) => {
    ran.push(attempt);
    if (attempt <= most) throw new RangeError(`attempt ${attempt}`);
    return attempt;
  },
);
const slow = durable.task({ name: "tasks slow", timeout: "1s" }, async (_: null, { signal }) => {
  await new Promise((_resolve, reject) => signal.addEventListener("abort", () => reject(signal.reason)));
});
const final = durable.task({ name: "tasks final", maxRetries: 5 }, async (text: string) => {
  ran.push(text);
  throw new NonRetryableError(text);
});
const unstorable = durable.task({ name: "tasks unstorable" }, async () => () => 1);
const several = durable.task({ name: "tasks several" }, async (a: number, b: string) => `${a}${b}`);

const positive: StandardSchema<unknown, number> = {
  "~standard": {
    version: 1,
    vendor: "test",
    validate: (value) =>
      typeof value === "number" && value > 0
        ? { value: value + 0.5 }
        : { issues: [{ message: "not positive" }] },
  },
};
const checked = durable.task(
  { name: "tasks checked", input: positive, output: positive },
  async (n: number) => {
    ran.push(n);
    return n - 1;
  },
);

let world: World;
beforeEach(async () => {
  world = await newWorld();
  ran.length = 0;
});

/** Runs a task, or a flow, as an execution of its own. */
async function run<Args extends readonly unknown[]>(fn: DurableFunction<Args, unknown>, ...args: Args) {
  const engine = await world.engine();
  const handle = await engine.start(fn, args, { id: "one" });
  const result = handle.result().then(
    (value) => ({ value }),
    (error: unknown) => ({ error }),
  );
  await runOut(engine, world.clock);
  return { engine, handle, result: await result };
}

describe("a task outside of a durable function", () => {
  it("is an execution of one step, with the step's key", async () => {
    const { engine, handle, result } = await run(add, 1);
    expect(result).toEqual({ value: 2 });
    expect(ran).toEqual([["one/1", 1]]);
    expect(await handle.history()).toMatchObject([
      { n: 1, kind: "task", label: "tasks add" },
      { kind: "attempt" },
    ]);
    expect((await handle.info()).functionId).toMatch(/#tasks add$/);
    expect(await add.get("one", { engine }).result()).toBe(2);
  });

  it("is tried again as a step, by its options", async () => {
    const started = world.clock.now();
    const { handle, result } = await run(flaky, 2);
    expect(result).toEqual({ value: 3 });
    expect(ran).toEqual([1, 2, 3]);
    expect(world.clock.now() - started).toBe(120_000);
    expect(await handle.history()).toMatchObject([
      { kind: "task", attempt: 1, note: "retried", error: "RangeError: attempt 1" },
      { kind: "task", attempt: 2, note: "retried" },
      { kind: "task", attempt: 3 },
      { kind: "attempt", attempt: 1 },
    ]);
  });

  it("fails with its own error after the last attempt, and at once with one that is final", async () => {
    expect((await run(flaky, 9)).result).toMatchObject({
      error: { name: "RangeError", message: "attempt 3" },
    });
    world = await newWorld();
    expect((await run(final, "no")).result).toMatchObject({ error: { name: "NonRetryableError" } });
    expect(ran).toEqual([1, 2, 3, "no"]);
  });

  it("has its timeout over all attempts", async () => {
    const engine = await world.engine();
    const handle = await engine.start(slow, [null], { id: "slow" });
    let ended: unknown;
    handle.result().catch((error: unknown) => (ended = error));
    while (ended === undefined) {
      await new Promise(setImmediate);
      world.clock.advance();
    }
    expect(ended).toBeInstanceOf(TimeoutError);
  });

  it("goes on where another engine left it, without a second run of a step that has ended", async () => {
    const first = await world.engine();
    const handle = await first.start(flaky, [1], { id: "moved" });
    await first.whenIdle();
    await first.stop();
    expect(ran).toEqual([1]);
    const second = await world.engine();
    await runOut(second, world.clock);
    expect(await second.get(handle.id).result()).toBe(2);
    expect(ran).toEqual([1, 2]);
  });

  it("runs on the default engine when it is called", async () => {
    expect(await add(4)).toBe(5);
    expect(await several(1, "b")).toBe("1b");
    await expect(add.start([1, () => 1] as never)).rejects.toThrow(UnstorableError);
  });
});

const calls = durable.flow({ name: "tasks calls", maxRetries: 3 }, async (ctx, kind: string) => {
  try {
    if (kind === "input") return await add(new WeakMap() as never);
    if (kind === "result") return await unstorable();
    if (kind === "raced") return await Promise.race([flaky(9), ctx.sleep(500)]);
    if (kind === "schema") return [await checked(2), await checked(-1)];
    return await slow(null);
  } catch (error) {
    return [(error as Error).name, (error as { code?: string }).code];
  }
});
const nested = durable.task({ name: "tasks nested" }, async (n: number) => {
  const twice = await Promise.all([add(n), add(n)]);
  const handle = await add.start([n], { id: `named by ${n}` });
  return [...twice, await handle.result()];
});
const callsNested = durable.workflow({ name: "tasks calls nested" }, async (_, n: number) =>
  Promise.all(Array.from({ length: n }, (_each, i) => nested(i))),
);

describe("a task inside a durable function", () => {
  it("throws an UnstorableError for its input and an UnstorableResultError for its result", async () => {
    expect((await run(calls, "input")).result).toEqual({ value: ["UnstorableError", "PD2100"] });
    world = await newWorld();
    expect((await run(calls, "result")).result).toEqual({ value: ["UnstorableResultError", "PD2059"] });
  });

  it("checks input and output as the step runs, and gives what the schemas give", async () => {
    expect((await run(calls, "schema")).result).toEqual({ value: ["InvalidInputError", "PD2123"] });
    expect(ran).toEqual([2.5]);
    world = await newWorld();
    expect((await run(checked, 2)).result).toEqual({ value: 2 });
    world = await newWorld();
    expect((await run(checked, -2)).result).toMatchObject({ error: expect.any(InvalidInputError) });
  });

  it("is abandoned where it has lost a race", async () => {
    const { handle, result } = await run(calls, "raced");
    expect(result).toEqual({ value: undefined });
    expect(await handle.status()).toBe("completed");
  });
});

describe("a task that calls tasks and durable functions", () => {
  it("starts executions on its own engine, under ids that the next try finds again", async () => {
    const engine = await world.engine();
    const handle = await engine.start(nested, [5], { id: "outer" });
    await runOut(engine, world.clock);
    expect(await handle.result()).toEqual([6, 6, 6]);
    const ids = (await engine.list()).executions.map(({ id }) => id).sort();
    expect(ids).toEqual(["named by 5", "outer", "outer/1~1.1", "outer/1~1.2"]);
    expect(ran.sort()).toEqual([
      ["named by 5/1", 1],
      ["outer/1~1.1/1", 1],
      ["outer/1~1.2/1", 1],
    ]);
  });

  it("does not keep their steps from their slots", async () => {
    const engine = await world.engine({ maxConcurrentEffects: 1 });
    const handle = await engine.start(callsNested, [3]);
    await runOut(engine, world.clock);
    expect(await handle.result()).toEqual([
      [1, 1, 1],
      [2, 2, 2],
      [3, 3, 3],
    ]);
  });
});
