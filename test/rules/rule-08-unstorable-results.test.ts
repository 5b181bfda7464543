import { durable, UnstorableResultError } from "perdure";
import { describe, expect, it } from "vitest";
import { newWorld } from "../engine/engine-in-memory.js";

const world = { runs: 0 };
const RETRIES = { maxRetries: 3, retryDelay: 1 };

const large = durable.flow({ name: "8 large" }, async (ctx, size: number) => {
  try {
    const text = await ctx.run("download", () => (world.runs++, "é".repeat(size)), RETRIES);
    return text.length;
  } catch (error) {
    if (!(error instanceof UnstorableResultError)) throw error;
    return [error.code, error.size, error.limit, error.retryable];
  }
});
const largeResult = durable.flow({ name: "8 large result" }, async () => "x".repeat(2000));
const hostile = {
  getter: () => ({
    get price(): number {
      throw new Error("no price");
    },
  }),
  nested: () => ({ rows: [1, { handle: new WeakMap() }] }),
  thrown: () => {
    throw Object.assign(new Error("failed"), { socket: new WeakMap() });
  },
  odd: () => {
    throw null;
  },
};
const bad = durable.flow({ name: "8 bad" }, async (ctx, kind: keyof typeof hostile) => {
  try {
    await ctx.run("bad", () => (world.runs++, hostile[kind]()), { ...RETRIES, maxRetries: 0 });
    return "stored";
  } catch (error) {
    return error instanceof UnstorableResultError ? ["unstorable", error.path ?? null] : String(error);
  }
});

describe("rule 8: an outcome that cannot be stored or is too large is final", () => {
  it("is refused above maxValueBytes, with size and limit, and is not retried", async () => {
    const { engine } = await newWorld();
    world.runs = 0;
    const handle = await (await engine({ maxValueBytes: 1000 })).start(large, [600]);
    expect(await handle.result()).toEqual([expect.stringMatching(/^PD/), 1212, 1000, false]);
    expect(world.runs).toBe(1);
  });

  it("is stored up to the limit, which counts bytes of the stored text", async () => {
    const { engine } = await newWorld();
    const running = await engine({ maxValueBytes: 1000 });
    expect(await (await running.start(large, [494])).result()).toBe(494);
    expect(await (await running.start(large, [495])).result()).toContain(1000);
  });

  it("holds for the function's own result, and not for much smaller values by default", async () => {
    const { engine } = await newWorld();
    const strict = await engine({ maxValueBytes: 1000 });
    await expect((await strict.start(largeResult, [])).result()).rejects.toBeInstanceOf(
      UnstorableResultError,
    );
    const usual = await engine();
    expect(await (await usual.start(largeResult, [])).result()).toHaveLength(2000);
  });

  it.each([
    ["a getter that throws", "getter", ["unstorable", "value.price"]],
    ["a WeakMap inside", "nested", ["unstorable", "value.rows[1].handle"]],
    ["an error that holds one keeps its message", "thrown", "Error: failed"],
    ["something else that is thrown", "odd", "null"],
  ] as const)("%s", async (_, kind, expected) => {
    const { engine } = await newWorld();
    world.runs = 0;
    expect(await (await (await engine()).start(bad, [kind])).result()).toEqual(expected);
    expect(world.runs).toBe(1);
  });
});
