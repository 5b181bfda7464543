import { durable } from "perdure";
import { describe, expect, it } from "vitest";
import { newWorld } from "./engine-in-memory.js";

const add = durable.function({ name: "add" }, async (ctx, a: number, b: number) =>
  ctx.run("sum", () => a + b),
);
const other = durable.function({ name: "other" }, async (ctx, a: number, b: number) =>
  ctx.run("sum", () => a - b),
);

const byValue = durable.flow({ name: "by value" }, async (ctx, given: number[]) => {
  const inner = { given };
  const back = await ctx.run("same", () => inner);
  back.given.push(3);
  given.push(2);
  return [given, inner.given, back.given];
});

describe("an execution's id", () => {
  it("makes starting idempotent", async () => {
    const { engine } = await newWorld();
    const running = await engine();
    const first = await running.start(add, [1, 2], { id: "x" });
    const second = await running.start(add, [1, 2], { id: "x" });
    expect([await first.result(), await second.result(), second.id]).toEqual([3, 3, "x"]);
  });

  it("belongs to one function and one input", async () => {
    const { engine } = await newWorld();
    const running = await engine();
    await running.start(add, [1, 2], { id: "x" });
    await expect(running.start(add, [1, 3], { id: "x" })).rejects.toMatchObject({ code: "PD2070" });
    await expect(running.start(other, [1, 2], { id: "x" })).rejects.toMatchObject({ code: "PD2070" });
  });

  it("must be known to be asked about", async () => {
    const { engine } = await newWorld();
    const handle = (await engine()).get("nobody");
    await expect(handle.status()).rejects.toMatchObject({ code: "PD2076" });
    await expect(handle.result()).rejects.toMatchObject({ code: "PD2076" });
  });

  it("is made where none is given, and readable as a status", async () => {
    const { engine } = await newWorld();
    const handle = await (await engine()).start(add, [1, 2]);
    await handle.result();
    expect(handle.id).toMatch(/^[0-9a-f-]{36}$/);
    expect(await handle.status()).toBe("completed");
  });
});

describe("the default engine (rule 29)", () => {
  it("uses memory under a test runner, and serves plain calls", async () => {
    expect(await add(20, 22)).toBe(42);
    const handle = await add.start([1, 1]);
    expect(await handle.result()).toBe(2);
  });
});

describe("arguments and results cross by value (rule 15)", () => {
  it("in and out", async () => {
    const list = [1];
    const { engine } = await newWorld();
    const running = await engine();
    const handle = await running.start(byValue, [list]);
    list.push(99);
    expect(await handle.result()).toEqual([
      [1, 2],
      [1, 2],
      [1, 3],
    ]);
  });

  it("refuses arguments that cannot be stored", async () => {
    const { engine } = await newWorld();
    const started = (await engine()).start(add, [new WeakMap() as never, 1]);
    await expect(started).rejects.toMatchObject({ name: "UnstorableError" });
  });
});
