import { durable } from "perdure";
import { Waiters } from "../../packages/runtime/src/engine/waiters.js";
import { expect, it } from "vitest";
import { newWorld, runOut, type World } from "./engine-in-memory.js";

const waiting = durable.flow({ name: "damaged waiting" }, async (ctx) => {
  const paid = await ctx.run("pay", () => "paid");
  return [paid, await ctx.waitForEvent(`damaged ${ctx.id}`)];
});
/** In memory while it waits for its message. */
const busy = durable.flow({ name: "damaged busy" }, async (ctx) => {
  const event = ctx.waitForEvent(`damaged ${ctx.id}`);
  await ctx.run("long", () => long.promise);
  return event;
});
const long = { end: () => {}, promise: Promise.resolve() };
long.promise = new Promise((resolve) => (long.end = resolve));

const send = (world: World, id: string, payload: string) =>
  world.store.sendEvent({ eventId: `damaged ${id}`, payload, sentAtMs: 0, expiresAtMs: 1e15 });

const MISSING = '{"$":"reference","id":"nobody/has#it"}';

it.each([
  ["damaged", "{ no json", "unreadable"],
  ["of code that is not loaded", MISSING, "needs_code"],
])("a message that is %s parks its execution, once, and not its neighbours", async (_, payload, reason) => {
  const world = await newWorld();
  const engine = await world.engine();
  for (const id of ["a", "b"]) await engine.start(waiting, [], { id });
  await engine.whenIdle();
  await send(world, "a", payload);
  await engine.sendEvent("damaged b", 1);
  await runOut(engine, world.clock);
  expect(await engine.get("b").result()).toEqual(["paid", 1]);
  expect(await world.store.find("a")).toMatchObject({ status: "parked", reason });
  await expect(engine.get("a").result()).rejects.toMatchObject({ name: "ParkedError", reason });
});

it("so does one that reaches an execution in memory", async () => {
  const world = await newWorld();
  const engine = await world.engine();
  await engine.start(busy, [], { id: "live" });
  await expect.poll(async () => (await world.store.find("live"))?.status).toBe("running");
  await send(world, "live", "{ no json");
  await engine.sendEvent("nobody waits for this");
  await expect.poll(async () => (await world.store.find("live"))?.status).toBe("parked");
  expect(await world.store.find("live")).toMatchObject({ reason: "unreadable" });
  long.end();
});

it("damaged deadlines park it too", async () => {
  const world = await newWorld();
  const engine = await world.engine();
  await engine.start(waiting, [], { id: "c" });
  await engine.whenIdle();
  await engine.stop();
  const owner = await world.store.register(0);
  await world.store.claim(owner, [(await world.store.find("c"))!.functionId], 10, 0);
  const row = (await world.store.find("c"))!;
  await world.store.commit(owner, [
    { ...row, kind: "turn", status: "waiting", control: "{ no json", dueAtMs: 0 } as never,
  ]);
  await world.store.release(owner);
  const second = await world.engine();
  await runOut(second, world.clock);
  const { executions } = await second.list({ status: "parked" });
  expect(executions).toMatchObject([{ id: "c", reason: "unreadable" }]);
});

it("a result of code that is not loaded is an error to who waits for it", async () => {
  const world = await newWorld();
  const engine = await world.engine();
  await engine.start(waiting, [], { id: "d" });
  await engine.whenIdle();
  await engine.stop();
  const owner = await world.store.register(0);
  await world.store.claim(owner, [(await world.store.find("d"))!.functionId], 10, 0);
  const row = (await world.store.find("d"))!;
  const outcome = `{"value":${MISSING}}`;
  const done = { ...row, kind: "turn", status: "completed", outcome, snapshot: null, dueAtMs: null } as const;
  expect(await world.store.commit(owner, [done as never])).toEqual([{ status: "committed" }]);
  await world.store.release(owner);
  const second = await world.engine();
  await expect(second.get("d").result()).rejects.toMatchObject({ code: "PD2111" });
});

it("so is one that another process gives while somebody waits", async () => {
  const waiters = new Waiters();
  const result = waiters.wait("e");
  const ended = { id: "e", status: "completed", reason: null, detail: null } as const;
  waiters.tell({ ...ended, outcome: `{"value":${MISSING}}` });
  await expect(result).rejects.toMatchObject({ code: "PD2111" });
});

it("an event that cannot be read does not hide the others", async () => {
  const world = await newWorld();
  const engine = await world.engine();
  await send(world, "nobody", "{ no json");
  await send(world, "no code", MISSING);
  await engine.sendEvent("damaged not", { paid: 1 });
  expect(await engine.events()).toMatchObject([
    { eventId: "damaged nobody", payload: undefined, unreadable: { name: "SnapshotError" } },
    { eventId: "damaged no code", payload: undefined, unreadable: { code: "PD2111" } },
    { eventId: "damaged not", payload: { paid: 1 } },
  ]);
});
