import { durable, type DurableContext } from "perdure";
import { describe, expect, it } from "vitest";
import { newWorld } from "./engine-in-memory.js";

const pass = (promise: Promise<unknown>) => promise.then((value) => value);
const child = durable.flow({ name: "child" }, async (ctx) => ctx.run("x", () => 1));

async function outcome(
  fn: Parameters<Awaited<ReturnType<Awaited<ReturnType<typeof newWorld>>["engine"]>>["start"]>[0],
) {
  const { engine } = await newWorld();
  return (await (await engine()).start(fn, [])).result();
}

describe("what this version refuses, it refuses with a code", () => {
  it("an operation that foreign code waits for (rule 11)", async () => {
    let runs = 0;
    const flow = durable.flow({ name: "foreign wait" }, async (ctx) => {
      const start = (context: DurableContext) => pass(context.run("pay", () => ++runs));
      return await start(ctx);
    });
    await expect(outcome(flow)).rejects.toMatchObject({ code: "PD2051" });
    expect(runs).toBe(0);
  });

  it("a durable function called inside another", async () => {
    const call = { child };
    const flow = durable.flow({ name: "parent" }, async () => call.child());
    await expect(outcome(flow)).rejects.toMatchObject({ code: "PD2052" });
  });

  it("the context outside a turn", async () => {
    let kept: DurableContext | undefined;
    const keep = (ctx: DurableContext) => void (kept = ctx);
    const flow = durable.flow({ name: "leak" }, async (ctx) => {
      keep(ctx);
      await ctx.run("x", () => 1);
    });
    await outcome(flow);
    expect(() => kept!.run("late", () => 1)).toThrow(expect.objectContaining({ code: "PD2054" }));
  });

  it.each([
    ["ctx.sleep", (ctx: DurableContext) => ctx.sleep("soon" as never), "PD2055"],
    ["ctx.run", (ctx: DurableContext) => ctx.run("label" as never), "PD2060"],
    ["ctx.call", (ctx: DurableContext) => ctx.call(1 as never, 2 as never), "PD2060"],
    ["ctx.state.get", (ctx: DurableContext) => ctx.state.get(1 as never), "PD2060"],
    ["an option", (ctx: DurableContext) => ctx.run("x", () => 1, { maxRetry: 1 } as never), "PD2053"],
  ])("wrong arguments of %s", async (_, use, code) => {
    const flow = durable.flow({ name: "wrong arguments" }, async (ctx) => await use(ctx));
    await expect(outcome(flow)).rejects.toMatchObject({ code });
  });

  it("options that it does not know", () => {
    const options = { name: "x", maxRetries: 3 } as { name: "x" };
    expect(() => durable.flow(options, async () => 1)).toThrow(expect.objectContaining({ code: "PD2053" }));
  });

  it("something that is not a function", () => {
    expect(() => durable.flow({} as never)).toThrow(expect.objectContaining({ code: "PD2060" }));
  });
});
