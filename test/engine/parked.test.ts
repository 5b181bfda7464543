import { durable } from "perdure";
import type { Clock, Store } from "perdure/engine";
import { describe, expect, it } from "vitest";
import { newWorld, runOut } from "./engine-in-memory.js";

const patient = durable.flow({ name: "patient" }, async (ctx, n: number) => {
  const doubled = n * 2;
  await ctx.sleep("1 day");
  return doubled;
});

/** Starts two sleepers, changes the first one's row, and lets the time come. */
async function afterChange(change: (snapshot: string) => string) {
  const world = await newWorld();
  const { store, clock } = world;
  const first = await world.engine();
  await first.start(patient, [1], { id: "changed" });
  await first.start(patient, [2], { id: "whole" });
  await first.whenIdle();
  await first.stop();
  await rewrite(store, clock, change);
  const second = await world.engine();
  await runOut(second, clock);
  return { ...world, second, row: (await store.find("changed"))! };
}

/** Changes the stored snapshot, as an engine of its own that leaves again. */
async function rewrite(store: Store, clock: Clock, change: (snapshot: string) => string): Promise<void> {
  const { functionId } = (await store.find("changed"))!;
  const owner = await store.register(clock.now());
  await store.claim(owner, [functionId], 10, clock.now());
  const row = (await store.find("changed"))!;
  const changes = { status: "waiting", reason: null, detail: null, snapshot: change(row.snapshot!) } as const;
  expect(await store.commit(owner, [{ ...row, kind: "turn", ...changes }])).toEqual([
    { status: "committed" },
  ]);
  await store.release(owner);
}

describe("an execution that cannot go on is parked, and its neighbours are not hurt", () => {
  it.each([
    ["text that is no JSON", () => "{ not json", "unreadable"],
    ["JSON of something else", () => '{"hello":1}', "unreadable"],
    ["another version", (text: string) => text.replace('"v":1', '"v":99'), "unreadable"],
    [
      "a wait for no operation",
      (text: string) => text.replace(/"waitsFor":\d+/, '"waitsFor":99'),
      "unreadable",
    ],
    ["no task of the function", (text: string) => text.replace('"id":1', '"id":7'), "unreadable"],
    ["a frame without its parts", (text: string) => text.replace('"hash"', '"hush"'), "unreadable"],
    [
      "a machine that is not loaded",
      (text: string) => text.replaceAll("#patient", "#impatient"),
      "needs_code",
    ],
    ["another hash and a variable more", edit('"live":{', '"live":{"extra":1,'), "needs_migration"],
    ["another hash and a variable less", edit('"doubled":2', ""), "needs_migration"],
    [
      "the same hash and other names, from another compiler",
      (text: string) => text.replace('"doubled":', '"$scope_doubled":'),
      "needs_migration",
    ],
    ["another hash and another await", edit('"at":"', '"at":"gone-'), "needs_migration"],
  ])("%s", async (_, change, reason) => {
    const { row, second, logged } = await afterChange(change);
    expect(row).toMatchObject({ status: "parked", reason });
    expect(row.detail).toMatch(/PD20\d\d/);
    expect(row.snapshot).not.toBeNull();
    expect(logged.length).toBeGreaterThan(0);
    expect(await second.get("whole").result()).toBe(4);
    await expect(second.get("changed").result()).rejects.toMatchObject({ name: "ParkedError", reason });
  });

  it("the same source that another compiler has compiled otherwise is not called edited", async () => {
    const { row } = await afterChange((text) => text.replace('"doubled":', '"$scope_doubled":'));
    expect(row.detail).toMatch(/another version of the compiler has compiled it; it now needs doubled/);
  });

  it("goes on under another hash where the await and the live variables agree (rule 4)", async () => {
    const { second } = await afterChange(edit("", ""));
    expect(await second.get("changed").result()).toBe(2);
  });

  it("goes on once the cause is gone: a new engine tries again", async () => {
    const world = await afterChange((text) => text.replaceAll("#patient", "#impatient"));
    const { store, clock } = world;
    await world.second.stop();
    await rewrite(store, clock, (text) => text.replaceAll("#impatient", "#patient"));
    const third = await world.engine();
    await runOut(third, clock);
    expect(await third.get("changed").result()).toBe(2);
  });
});

/** As if the code had been edited since: another hash, and one more change. */
function edit(from: string, to: string): (text: string) => string {
  return (text) =>
    text
      .replace(/"hash":"[^"]*"/, '"hash":"000000000000"')
      .replace(from, to)
      .replace("{,", "{")
      .replace(",}", "}")
      .replace(",,", ",");
}
