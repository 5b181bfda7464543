import { durable } from "perdure";
import { expect, it } from "vitest";
import { newWorld, runOut } from "./engine-in-memory.js";

class Basket {
  readonly items: readonly string[];
  constructor(items: readonly string[]) {
    this.items = items;
  }
}
let broken = false;
const codeIs = (state: "broken" | "whole"): void => void (broken = state === "broken");
durable.register(Basket, {
  name: "test/Basket",
  version: 2,
  upgrade: (data) => {
    if (broken) throw new RangeError("no way");
    return { items: [String(data["item"])] };
  },
});

const effects: string[] = [];
const shop = durable.flow({ name: "shop with a basket" }, async (ctx) => {
  await ctx.state.set("basket", new Basket(["lamp"]));
  const paid = await ctx.run("pay", () => effects.push("pay"));
  await ctx.sleep("1 day");
  try {
    const basket = await ctx.state.get<Basket>("basket");
    return [paid, basket?.items, basket instanceof Basket];
  } catch {
    return "the code was told";
  }
});

it("a value of ctx.state whose class cannot be read here parks as needs_code, and is not thrown into the code", async () => {
  const world = await newWorld();
  const engine = await world.engine();
  await engine.start(shop, [], { id: "basket" });
  await engine.whenIdle();
  const row = (await world.store.find("basket"))!;
  await engine.stop();
  const owner = await world.store.register(0);
  await world.store.claim(owner, [row.functionId], 10, 0);
  const claimed = (await world.store.find("basket"))!;
  // As an older version of the class has stored it.
  const old = (await world.store.load("basket"))!.state[0]!.value;
  const state = [
    { key: "basket", value: old.replace(/,"version":2/, "").replace(/"items":\[.*\]/, '"item":"lamp"') },
  ];
  await world.store.commit(owner, [{ ...claimed, kind: "turn", status: "waiting", state } as never]);
  await world.store.release(owner);

  codeIs("broken");
  const second = await world.engine();
  await runOut(second, world.clock);
  expect(await world.store.find("basket")).toMatchObject({ status: "parked", reason: "needs_code" });
  codeIs("whole");
  expect(await second.resume("basket")).toBe(true);
  await runOut(second, world.clock);
  expect(await second.get("basket").result()).toEqual([1, ["lamp"], true]);
  expect(effects).toEqual(["pay"]);
});
