import { durable, StaleClosureError } from "perdure";
import { describe, expect, it } from "vitest";
import { newWorld } from "../engine/engine-in-memory.js";

const plain: { listener: (() => unknown) | undefined; listen: (listener: () => unknown) => void } = {
  listener: undefined,
  listen: (listener) => void (plain.listener = listener),
};
const listening = durable.flow({ name: "17 listening" }, async (ctx) => {
  let clicks = 0;
  plain.listen(() => (clicks += 1));
  await ctx.run("step", () => 1);
  return clicks;
});
const sorting = durable.flow({ name: "17 sorting" }, async (ctx, list: number[]) => {
  let calls = 0;
  const sorted = list.map((n) => n * 2).sort((a, b) => ((calls += 1), a - b));
  await ctx.run("step", () => 1);
  return [sorted, calls > 0];
});

describe("rule 17: closures outside a turn", () => {
  it("one that fires later throws, since nobody would store what it changes", async () => {
    const { engine } = await newWorld();
    const running = await engine();
    const handle = await running.start(listening, []);
    expect(await handle.result()).toBe(0);
    expect(() => plain.listener!()).toThrow(StaleClosureError);
  });

  it("synchronous callbacks are inside the turn", async () => {
    const { engine } = await newWorld();
    const handle = await (await engine()).start(sorting, [[3, 1, 2]]);
    expect(await handle.result()).toEqual([[2, 4, 6], true]);
  });
});
