import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { startCoordinator } from "@perdure/server";
import { durable, type DurableContext } from "perdure";
import { openRemoteStore } from "perdure/engine";
import { expect, test } from "vitest";
import { newExecution, turn } from "../store/contract/opened.js";
import { client, coordinator, engine, folder, later } from "./coordinator-world.js";
import { flakyProxy } from "./flaky-proxy.js";

let effects: string[] = [];
let release: () => void = () => {};
const steps = durable.flow({ name: "steps" }, async (ctx: DurableContext, count: number) => {
  const seen: number[] = [];
  for (let n = 0; n < count; n++) {
    seen.push(await ctx.run("effect", ({ idempotencyKey }) => (effects.push(idempotencyKey), n)));
    await ctx.sendEvent("seen", ctx.id);
    if (n % 2 === 1) await ctx.sleep(1);
  }
  return seen.length;
});
const slow = durable.flow({ name: "slow" }, async (ctx: DurableContext) => {
  const first = await ctx.run("slow", async ({ idempotencyKey }) => {
    effects.push(idempotencyKey);
    await new Promise<void>((resolve) => (release = resolve));
    return "done";
  });
  return [first, await ctx.run("after", () => "after")];
});

test("answers are lost: every write is carried out once, and everything ends", async () => {
  effects = [];
  const { url } = await coordinator();
  const proxy = await flakyProxy(url, (path) => path.startsWith("/store/") && Math.random() < 0.15);
  const behind = await engine(proxy.url);
  const handles = await Promise.all(
    Array.from({ length: 12 }, (_, n) => behind.start(steps, [4], { id: `flaky-${n}` })),
  );
  expect(await Promise.all(handles.map((handle) => handle.result()))).toEqual(Array(12).fill(4));
  proxy.drops = () => false;
  expect(proxy.dropped).toBeGreaterThan(5);
  expect([...effects].sort()).toEqual([...new Set(effects)].sort());
  expect(effects).toHaveLength(48);
  const sent = (await behind.events({ limit: 1000 })).map(({ payload }) => payload as string);
  expect(sent).toHaveLength(48);
});

test("an event and a commit whose answers were lost are there once", async () => {
  const { url } = await coordinator();
  let losing = 0;
  const proxy = await flakyProxy(url, () => losing-- > 0);
  const store = openRemoteStore({ url: proxy.url });
  later(() => store.close());
  const me = await store.register(1);
  losing = 2;
  expect(await store.create(newExecution("a"), me)).toMatchObject({
    created: true,
    execution: { owner: me },
  });
  losing = 2;
  await store.sendEvent({ eventId: "e", payload: "1", sentAtMs: 1, expiresAtMs: 1e12 });
  expect(await store.events(false, 1, 9)).toHaveLength(1);
  losing = 2;
  const { seq } = (await store.find("a"))!;
  const message = { to: "a", kind: "cancel" } as const;
  expect(await store.commit(me, [turn("a", { seq, messages: [message] })])).toEqual([
    { status: "committed", delivered: true },
  ]);
  expect((await store.load("a"))!.inbox).toHaveLength(1);
  expect(proxy.dropped).toBe(6);
});

test("a write that was overtaken by its successors is refused", async () => {
  const { url } = await coordinator();
  const ask = async (method: string, args: unknown[], more: object) => {
    const body = JSON.stringify({ args, connection: "c", ...more });
    const headers = { "content-type": "application/json" };
    const answer = await fetch(`${url}/store/${method}`, { method: "POST", headers, body });
    return (await answer.json()) as { value?: unknown; error?: { code: string } };
  };
  const { value } = await ask("register", [1, "s"], {});
  const { engine: me } = value as { engine: number };
  await ask("create", [newExecution("a"), me], { session: "s" });
  const commit = (request: number, operation: number) =>
    ask("commit", [me, [turn("a", { seq: 1, operation })]], {
      session: "s",
      receipt: { scope: "x", request },
    });
  expect(await commit(1, 1)).toEqual({ value: [{ status: "committed" }] });
  expect(await commit(2, 2)).toEqual({ value: [{ status: "committed" }] });
  expect(await commit(2, 9)).toEqual({ value: [{ status: "committed" }] });
  expect(await commit(1, 1)).toMatchObject({ error: { code: "PD2266" } });
  expect(await ask("find", ["a"], {})).toMatchObject({ value: { operation: 2 } });
});

test("the coordinator goes away and comes back: the worker goes on, and an effect in flight counts", async () => {
  effects = [];
  const file = join(folder(), "store.db");
  const first = await startCoordinator({ file, port: 0 });
  const port = Number(new URL(first.url).port);
  const behind = await engine(first.url);
  const handle = await behind.start(slow, [], { id: "slow" });
  await expect.poll(() => effects).toEqual(["slow/1"]);
  await first.stop();
  release();
  const late = behind.start(steps, [1], { id: "late" });
  await sleep(300);
  const second = await startCoordinator({ file, port });
  later(() => second.stop());
  expect(await handle.result()).toEqual(["done", "after"]);
  expect(await (await late).result()).toBe(1);
  expect(effects).toEqual(["slow/1", "late/1"]);
  expect((await client(second.url).get("slow").history()).map(({ kind }) => kind)).not.toContain(
    "taken-over",
  );
});

test("a lease that was lost: the engine registers again, and goes on with what it finds", async () => {
  effects = [];
  const { url, leases } = await coordinator({ leaseMs: 400 });
  const behind = await engine(url);
  const handle = await behind.start(slow, [], { id: "lost" });
  await expect.poll(() => effects).toEqual(["lost/1"]);
  const { engineId: before } = behind.core;
  leases.expire(before);
  await expect.poll(() => behind.core.engineId).not.toBe(before);
  await expect.poll(() => behind.core.runs.size).toBe(1);
  release();
  expect(await handle.result()).toEqual(["done", "after"]);
  expect(effects).toEqual(["lost/1"]);
  expect(await (await behind.start(steps, [2])).result()).toBe(2);
});

test("an engine that is gone: another goes on with its executions, with a higher epoch, and it cannot commit", async () => {
  effects = [];
  const { url, leases } = await coordinator();
  const heir = await engine(url);
  const { functionId } = await (await heir.start(steps, [0])).info();
  const gone = openRemoteStore({ url });
  later(() => gone.close());
  const me = await gone.register(1);
  const { execution } = await gone.create({ ...newExecution("mine", functionId), input: "[2]" }, me);
  await sleep(100);
  expect(await heir.get("mine").status()).toBe("pending");
  leases.expire(me);
  expect(await heir.get("mine").result()).toBe(2);
  expect(await gone.commit(me, [turn("mine", { seq: execution.seq })])).toEqual([{ status: "fenced" }]);
  expect(await gone.find("mine")).toMatchObject({ epoch: 1, status: "completed" });
  await expect(gone.claim(me, [functionId], 9, 1)).rejects.toMatchObject({
    name: "LeaseLostError",
    code: "PD2263",
  });
});

test("the time in which the coordinator itself stood still counts for nobody's lease", async () => {
  const { url, leases } = await coordinator({ leaseMs: 1000 });
  const behind = await engine(url);
  const { engineId } = behind.core;
  const untilMs = Date.now() + 1800;
  while (Date.now() < untilMs); // as a process that is stopped
  expect(leases.isAlive(engineId)).toBe(true);
  expect(await (await behind.start(steps, [2])).result()).toBe(2);
  expect(behind.core.engineId).toBe(engineId);
});
