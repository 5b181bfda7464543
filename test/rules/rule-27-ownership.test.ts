import { durable } from "perdure";
import { describe, expect, it } from "vitest";
import { newWorld, runOut } from "../engine/engine-in-memory.js";

const world = { gates: [] as (() => void)[], begun: 0, aborted: 0 };
const gated = durable.flow({ name: "27 gated" }, async (ctx) => {
  const first = await ctx.run("gate", async ({ signal }) => {
    world.begun += 1;
    signal.addEventListener("abort", () => (world.aborted += 1));
    await new Promise<void>((resolve) => world.gates.push(resolve));
    return "opened";
  });
  return [first, await ctx.run("next", () => ++world.begun)];
});
const quick = durable.flow({ name: "27 quick" }, async (ctx, n: number) => {
  let sum = 0;
  for (let i = 0; i < n; i++) sum += await ctx.run("step", () => 1);
  return sum;
});
const reset = () => Object.assign(world, { gates: [], begun: 0, aborted: 0 });

describe("rule 27: ownership (the engine's side; processes: test/crash)", () => {
  it("two engines on one store: each execution has one owner, both serve", async () => {
    const { engine, store } = await newWorld();
    const [first, second] = [await engine(), await engine()];
    const handles = await Promise.all(
      Array.from({ length: 40 }, (_, i) => (i % 2 ? first : second).start(quick, [5], { id: `q${i}` })),
    );
    expect(await Promise.all(handles.map((handle) => handle.result()))).toEqual(Array(40).fill(5));
    const epochs = await Promise.all(handles.map(async ({ id }) => (await store.find(id))!.epoch));
    expect(new Set(epochs)).toEqual(new Set([0]));
  });

  it("one that lost its executions drops them: its commits, outcomes and hooks have no effect", async () => {
    const { engine, liveness, logged } = await newWorld();
    reset();
    const lost: string[] = [];
    const first = await engine({ hooks: { onFailed: ({ id }) => void lost.push(id) } });
    await first.start(gated, [], { id: "x" });
    await expect.poll(() => world.gates.length).toBe(1);
    liveness.drop(1);
    const second = await engine();
    await expect.poll(() => world.gates.length).toBe(2);
    world.gates.forEach((open) => open());
    expect(await second.get("x").result()).toEqual(["opened", 3]);
    await first.whenIdle();
    expect(logged.join()).toContain("another engine has taken this execution over");
    expect(lost).toEqual([]);
  });

  it("stop lets steps in flight end, starts no more, and the next engine goes on", async () => {
    const { engine, clock } = await newWorld();
    reset();
    const first = await engine();
    await first.start(gated, [], { id: "x" });
    await expect.poll(() => world.gates.length).toBe(1);
    const stopping = first.stop();
    setTimeout(() => world.gates[0]!(), 20);
    await stopping;
    expect([world.begun, world.aborted]).toEqual([1, 0]);
    const second = await engine();
    await runOut(second, clock);
    expect(await second.get("x").result()).toEqual(["opened", 2]);
  });

  it("a step that does not end within drainMs is aborted, and runs again in the next engine", async () => {
    const { engine } = await newWorld();
    reset();
    const first = await engine();
    await first.start(gated, [], { id: "x" });
    await expect.poll(() => world.gates.length).toBe(1);
    await first.stop({ drainMs: 20 });
    expect(world.aborted).toBe(1);
    world.gates[0]!();
    const second = await engine();
    await expect.poll(() => world.gates.length).toBe(2);
    world.gates[1]!();
    expect(await second.get("x").result()).toEqual(["opened", 3]);
  });

  it("a stopped engine refuses work, and callers who wait are told", async () => {
    const { engine } = await newWorld();
    reset();
    const first = await engine();
    const handle = await first.start(gated, [], { id: "x" });
    const waiting = expect(handle.result()).rejects.toMatchObject({ code: "PD2077" });
    await first.stop({ drainMs: 10 });
    await waiting;
    await first.stop();
    await expect(first.start(quick, [1])).rejects.toMatchObject({ code: "PD2077" });
  });
});
