import { durable } from "perdure";
import { expect, it } from "vitest";
import { newWorld, runOut } from "./engine-in-memory.js";

const waits = durable.flow({ name: "poisoned waits" }, async (ctx) => {
  await ctx.waitForEvent("never");
});

it("one that a claim parks as poisoned has it in its history, and is told of once, also by later engines", async () => {
  const told: string[] = [];
  const hooks = {
    onParked: ({ id, reason }: { id: string; reason: string }) => void told.push(`${id} ${reason}`),
  };
  const world = await newWorld();
  const first = await world.engine();
  await first.start(waits, [], { id: "killer" });
  await first.whenIdle();
  const { seq, id, epoch, owner } = (await world.store.find("killer"))!;
  await world.store.commit(owner!, [{ kind: "mark", seq, id, epoch, strikes: 3 }]);
  world.liveness.drop(owner!);

  const second = await world.engine({ hooks });
  await runOut(second, world.clock);
  expect(await second.get("killer").history()).toMatchObject([{ kind: "parked", label: "poisoned" }]);
  world.liveness.drop((await world.store.find("killer"))!.owner!);

  const third = await world.engine({ hooks });
  await runOut(third, world.clock);
  expect(await third.get("killer").info()).toMatchObject({ status: "parked", reason: "poisoned" });
  expect(await third.get("killer").history()).toHaveLength(1);
  expect(told).toEqual(["killer poisoned"]);
});
