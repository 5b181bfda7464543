import { durable, InvalidInputError } from "perdure";
import { expect, it } from "vitest";
import { newWorld, runOut } from "../engine/engine-in-memory.js";

/** A Standard Schema of positive numbers, which it doubles. */
const positive = {
  "~standard": {
    version: 1,
    vendor: "test",
    validate: (value: unknown) =>
      typeof value === "number" && value > 0
        ? { value: value * 2 }
        : { issues: [{ message: "not positive" }] },
  },
} as const;

const child = durable.flow({ name: "checked child", input: positive }, async (ctx, n: number) => {
  await ctx.sleep("1s");
  return n;
});

const parent = durable.flow({ name: "parent of a checked child" }, async (ctx, n: number) => {
  try {
    return await ctx.call(child, n);
  } catch (error) {
    return [error instanceof InvalidInputError, (error as InvalidInputError).code];
  }
});

it("a child's arguments go through its input schema too", async () => {
  const { engine: open, clock } = await newWorld();
  const engine = await open();
  const good = await engine.start(parent, [21]);
  const bad = await engine.start(parent, [-1]);
  await runOut(engine, clock);
  expect(await good.result()).toBe(42);
  expect(await bad.result()).toEqual([true, "PD2123"]);
});
