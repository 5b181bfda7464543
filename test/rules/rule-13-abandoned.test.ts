import { durable } from "perdure";
import { describe, expect, it } from "vitest";
import { newWorld, runOut } from "../engine/engine-in-memory.js";

const world = { release: () => {}, ended: 0 };

const race = durable.flow({ name: "13 race" }, async (ctx) => {
  const winner = await Promise.race([
    ctx.sleep(1000).then(() => "slept"),
    ctx.waitForEvent<string>("never"),
    ctx.run("slow", async () => {
      await new Promise<void>((resolve) => (world.release = resolve));
      world.ended += 1;
      return "slow";
    }),
  ]);
  await ctx.sleep("1 day");
  return winner;
});
const late = durable.flow({ name: "13 late" }, async (ctx) => await ctx.waitForEvent<string>("never"));

describe("rule 13: the loser of a race is abandoned", () => {
  it("its wait is withdrawn, so that the event goes to somebody else; its effect runs to its end", async () => {
    const { engine, clock, store } = await newWorld();
    world.ended = 0;
    const running = await engine();
    const handle = await running.start(race, [], { id: "race" });
    await expect.poll(async () => (await store.find("race"))!.dueAtMs).not.toBeNull();
    await expect.poll(() => clock.advance()).toBe(true);
    await expect.poll(async () => (await store.find("race"))!.operation).toBe(4);
    const other = await running.start(late, []);
    await running.sendEvent("never", "for the other");
    expect(await other.result()).toBe("for the other");
    world.release();
    await runOut(running, clock);
    expect([await handle.result(), world.ended]).toEqual(["slept", 1]);
    const history = await handle.history();
    expect(
      history
        .filter(({ note }) => note === "abandoned")
        .map(({ kind }) => kind)
        .sort(),
    ).toEqual(expect.arrayContaining(["event", "run"]));
  });
});
