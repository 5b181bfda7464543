import { durable } from "perdure";
import { expect, it } from "vitest";
import { newWorld, runOut } from "./engine-in-memory.js";

const parts = durable.flow({ name: "parts" }, async (ctx) => {
  const { state, log, signal } = ctx;
  const same = () => [state === ctx.state, log === ctx.log, signal === ctx.signal, signal.aborted];
  await state.set("a", 1);
  await ctx.sleep("1 day");
  return [await state.get("a"), ...same()];
});

it("the context and its parts may stand in variables that are stored", async () => {
  const { engine, clock } = await newWorld();
  const running = await engine();
  const handle = await running.start(parts, []);
  await runOut(running, clock);
  expect(await handle.result()).toEqual([1, true, true, true, false]);
});
