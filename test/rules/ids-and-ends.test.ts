import { durable } from "perdure";
import { encode } from "perdure/engine";
import { describe, expect, it } from "vitest";
import { newWorld, runOut } from "../engine/engine-in-memory.js";

const failed: unknown[] = [];
const order = durable.flow(
  { name: "order", tags: ["shop"], retention: "30 days", formerly: ["purchase"] },
  async (ctx, item: string) => {
    ctx.setProgress({ step: "waiting" });
    await ctx.sleep("1 day");
    ctx.setProgress({ step: "done" });
    if (item === "nothing") throw new Error("nothing to sell");
    return item;
  },
);
const kept = durable.flow({ name: "kept" }, async (ctx) => ctx.call(order, "tea"));

describe("ids and ends", () => {
  it("starting again under the same id gives the same execution, also after its end", async () => {
    const { engine, clock } = await newWorld();
    const running = await engine();
    const [first, second] = await Promise.all([
      order.start(["tea"], { id: "1", engine: running }),
      order.start(["tea"], { id: "1", engine: running }),
    ]);
    await runOut(running, clock);
    expect([await first.result(), await second.result()]).toEqual(["tea", "tea"]);
    const third = await order.start(["tea"], { id: "1", engine: running });
    expect(await third.result()).toBe("tea");
    expect((await running.list()).executions).toHaveLength(1);
    await expect(order.start(["coffee"], { id: "1", engine: running })).rejects.toMatchObject({
      code: "PD2070",
    });
  });

  it("fn.get(id): status, progress, result and info", async () => {
    const { engine, clock } = await newWorld();
    const running = await engine();
    await order.start(["tea"], { id: "1", engine: running, tags: ["green"] });
    await running.whenIdle();
    const handle = order.get("1", { engine: running });
    expect([await handle.status(), await handle.progress()]).toEqual(["waiting", { step: "waiting" }]);
    expect(await handle.info()).toMatchObject({
      attempt: 1,
      parent: null,
      tags: ["shop", "green"],
      reason: null,
    });
    await runOut(running, clock);
    expect([await handle.result(), await handle.progress()]).toEqual(["tea", { step: "done" }]);
  });

  it("completed, failed: the hook onFailed is called for the second, once", async () => {
    const { engine, clock } = await newWorld();
    failed.length = 0;
    const running = await engine({
      hooks: { onFailed: ({ id, error }) => void failed.push([id, String(error)]) },
    });
    const good = await running.start(order, ["tea"], { id: "good" });
    const bad = await running.start(order, ["nothing"], { id: "bad" });
    await runOut(running, clock);
    expect([await good.status(), await bad.status()]).toEqual(["completed", "failed"]);
    expect(failed).toEqual([["bad", "Error: nothing to sell"]]);
  });

  it("a hook that throws hurts nobody", async () => {
    const { engine, clock, logged } = await newWorld();
    const fails = () => {
      throw new Error("the hook failed");
    };
    const running = await engine({ hooks: { onFailed: fails } });
    const bad = await running.start(order, ["nothing"]);
    await runOut(running, clock);
    await expect(bad.result()).rejects.toThrow("nothing to sell");
    expect(logged.join()).toContain("hook");
  });

  it("search by tag, status, function, parent and time; pages", async () => {
    const { engine, clock } = await newWorld();
    const running = await engine();
    for (const id of ["a", "b", "c"]) await running.start(order, [id], { id, tags: [id] });
    await running.start(kept, [], { id: "k" });
    await running.whenIdle();
    const ids = async (options: Parameters<typeof running.list>[0]) =>
      (await running.list(options)).executions.map(({ id }) => id);
    const { functionId } = await running.get("a").info();
    expect(await ids({ tags: ["shop"] })).toEqual(["k/1", "c", "b", "a"]);
    expect(await ids({ tags: ["shop", "b"] })).toEqual(["b"]);
    expect(await ids({ parent: "k" })).toEqual(["k/1"]);
    expect(await ids({ functionId: [functionId], limit: 2 })).toEqual(["k/1", "c"]);
    const page = await running.list({ functionId: [functionId], limit: 2 });
    expect(await ids({ functionId: [functionId], limit: 2, after: page.next! })).toEqual(["b", "a"]);
    expect(await ids({ status: ["completed", "failed"] })).toEqual([]);
    const later = new Date(clock.now() + 1);
    expect([await ids({ createdFrom: later }), (await ids({ createdBefore: later })).length]).toEqual([
      [],
      5,
    ]);
    await runOut(running, clock);
    expect((await ids({ status: "completed" })).length).toBe(5);
  });

  it("ended executions are removed by themselves when their retention is over; others stay", async () => {
    const { engine, clock } = await newWorld();
    const running = await engine({ pollMs: 2 });
    await running.start(order, ["tea"], { id: "1" });
    await running.start(kept, [], { id: "k" });
    await runOut(running, clock);
    expect((await running.list()).executions).toHaveLength(3);
    clock.setTimer(clock.now() + 30 * 86_400_000 - 1, () => {});
    while (clock.advance());
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect((await running.list()).executions).toHaveLength(3);
    clock.setTimer(clock.now() + 61_000, () => {});
    while (clock.advance());
    await expect.poll(async () => (await running.list()).executions.map(({ id }) => id)).toEqual(["k"]);
  });

  it("rule 1: formerly keeps executions of renamed code reachable", async () => {
    const { engine, clock, store } = await newWorld();
    const probe = await engine();
    const { functionId } = await (await probe.start(order, ["x"])).info();
    const former = functionId.replace("#order", "#purchase");
    await store.create(
      { id: "old", functionId: former, input: encode(["tea"]), createdAtMs: clock.now() },
      null,
    );
    const second = await engine();
    await runOut(second, clock);
    expect(await second.get("old").result()).toBe("tea");
  });

  it("a start at a later time waits for it, also through restarts and early messages", async () => {
    const { engine, clock, liveness } = await newWorld();
    const at = new Date(clock.now() + 3_600_000);
    const first = await engine();
    await order.start(["tea"], { id: "1", engine: first, at });
    liveness.drop(1);
    const second = await engine();
    await second.whenIdle();
    expect(await second.get("1").status()).toBe("pending");
    await runOut(second, clock);
    expect(await second.get("1").result()).toBe("tea");
    expect(clock.now()).toBe(at.getTime() + 86_400_000);
  });
});
