import { durable } from "perdure";
import { expect, it } from "vitest";
import { newWorld } from "./engine-in-memory.js";

const loaded = durable.flow({ name: "unserved loaded" }, async (ctx) => ctx.waitForEvent("go"));

it("who waits for an execution that no process can run finds a warning, once for each function", async () => {
  const { engine, store, clock, logged } = await newWorld();
  const running = await engine();
  for (const id of ["a", "b"])
    await store.create({ id, functionId: "gone.ts#gone", input: "[]", createdAtMs: clock.now() }, null);
  for (const id of ["a", "b"])
    running
      .get(id)
      .result()
      .catch(() => {});
  const handle = await running.start(loaded, []);
  handle.result().catch(() => {});
  await expect.poll(() => logged.length).toBe(1);
  expect(logged).toEqual([expect.stringContaining('"gone.ts#gone", which no process has loaded')]);
  await running.whenIdle();
  expect(logged).toHaveLength(1);
});

it("also where the process that had it has died, but not while another one lives", async () => {
  const { engine, store, clock, logged, liveness } = await newWorld();
  const other = await store.register(clock.now());
  await store.create({ id: "a", functionId: "other.ts#f", input: "[]", createdAtMs: clock.now() }, other);
  const running = await engine();
  running
    .get("a")
    .result()
    .catch(() => {});
  await running.get("a").status();
  await running.whenIdle();
  expect(logged).toEqual([]);
  liveness.drop(other);
  const second = await engine({ logger: { warn: (_, text) => void logged.push(text!), error: () => {} } });
  await running.stop();
  second
    .get("a")
    .result()
    .catch(() => {});
  await expect.poll(() => logged).toEqual([expect.stringContaining('"other.ts#f"')]);
});
