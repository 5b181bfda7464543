import { durable, type DurableContext, type DurableFunction } from "perdure";
import { describe, expect, it } from "vitest";
import { newWorld } from "./engine-in-memory.js";

// Plain functions: the compiler does not see through them, so the runtime has to refuse.
const plain = {
  runs: 0,
  kept: undefined as DurableContext | undefined,
  pass: (promise: Promise<unknown>) => promise.then((value) => value),
  keep: (ctx: DurableContext) => void (plain.kept = ctx),
  charge: (context: { call: DurableContext["call"] }) => context.call("pay", "charge", 1),
};
durable.service("pay").handle("charge", () => ++plain.runs);

const foreignWait = durable.flow(
  { name: "foreign wait" },
  async (ctx) => await plain.pass(plain.charge(ctx)),
);
const leak = durable.flow({ name: "leak" }, async (ctx) => {
  plain.keep(ctx);
  await ctx.run("x", () => 1);
});
const sleepWrongly = durable.flow({ name: "sleep wrongly" }, async (ctx) => await ctx.sleep("soon" as never));
const runNothing = durable.flow({ name: "run nothing" }, async (ctx) => await ctx.run("label" as never));
const callNumbers = durable.flow(
  { name: "call numbers" },
  async (ctx) => await ctx.call(1 as never, 2 as never),
);
const stateByNumber = durable.flow(
  { name: "state by number" },
  async (ctx) => await ctx.state.get(1 as never),
);
const wrongOption = durable.flow(
  { name: "wrong option" },
  async (ctx) => await ctx.run("x", () => 1, { maxRetry: 1 } as never),
);

async function outcome<Result>(fn: DurableFunction<[], Result>): Promise<Result> {
  const { engine } = await newWorld();
  return (await (await engine()).start(fn, [])).result();
}

describe("what is refused is refused with a code", () => {
  it("an operation that foreign code waits for: it is not sent (rule 11)", async () => {
    plain.runs = 0;
    await expect(outcome(foreignWait)).rejects.toMatchObject({ code: "PD2051" });
    expect(plain.runs).toBe(0);
  });

  it("the context outside a turn", async () => {
    await outcome(leak);
    expect(() => plain.kept!.run("late", () => 1)).toThrow(expect.objectContaining({ code: "PD2054" }));
  });

  it.each([
    ["ctx.sleep", sleepWrongly, "PD2055"],
    ["ctx.run", runNothing, "PD2060"],
    ["ctx.call", callNumbers, "PD2060"],
    ["ctx.state.get", stateByNumber, "PD2060"],
    ["an option", wrongOption, "PD2053"],
  ])("wrong arguments of %s", async (_, fn, code) => {
    await expect(outcome(fn as DurableFunction<[], unknown>)).rejects.toMatchObject({ code });
  });

  it("options that it does not know", () => {
    const options = { name: "x", maxRetry: 3 } as { name: string };
    const define = (durable.flow as (options: object, body: unknown) => unknown).bind(durable);
    expect(() => define(options, () => Promise.resolve())).toThrow(
      expect.objectContaining({ code: "PD2053" }),
    );
  });

  it("something that is not a function", () => {
    const define = durable.flow as (options: object) => unknown;
    expect(() => define({})).toThrow(expect.objectContaining({ code: "PD2060" }));
  });

  it("an uncompiled function, and says how to add the plugin", async () => {
    const define = durable.flow as (options: object, body: unknown) => DurableFunction<[], unknown>;
    const uncompiled = define({ name: "uncompiled" }, () => Promise.resolve(1));
    await expect(outcome(uncompiled)).rejects.toMatchObject({ code: "PD2001" });
    await expect(outcome(uncompiled)).rejects.toThrow(
      /transformProgram[\s\S]*@perdure\/plugin\/vite[\s\S]*--import/,
    );
  });
});
