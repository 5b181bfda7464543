import { durable, type Engine } from "perdure";
import { describe, expect, it } from "vitest";
import { newWorld, runOut, type World } from "../engine/engine-in-memory.js";

const world = { isBroken: true, starts: 0 };

const unstorable = durable.flow({ name: "26 unstorable" }, async (ctx) => {
  world.starts += 1;
  const count = await ctx.state.get("starts", 0);
  await ctx.state.set("starts", count + 1);
  await ctx.run("first", () => 1);
  for (;;) {
    const handle: object = world.isBroken ? new WeakMap() : { fine: true };
    try {
      await ctx.run("second", () => 2);
    } catch {
      continue;
    }
    return [handle, count, ctx.attempt];
  }
});
const neighbour = durable.flow({ name: "26 neighbour" }, async (ctx) => {
  await ctx.sleep(1000);
  return "fine";
});

interface Told {
  readonly parked: unknown[];
  readonly failed: unknown[];
}

async function parked(): Promise<World & Told & { running: Engine }> {
  const given = await newWorld();
  Object.assign(world, { isBroken: true, starts: 0 });
  const told: Told = { parked: [], failed: [] };
  const hooks = {
    onParked: (details: unknown) => void told.parked.push(details),
    onFailed: (details: unknown) => void told.failed.push(details),
  };
  const running = await given.engine({ hooks });
  await running.start(unstorable, [], { id: "bad" });
  await running.start(neighbour, [], { id: "good" });
  await runOut(running, given.clock);
  return { ...given, ...told, running };
}

describe("rule 26: parked executions", () => {
  it("are listed with the reason, the hook is told, and neighbours go on", async () => {
    const { running, parked: told, failed } = await parked();
    const { executions } = await running.list({ status: "parked" });
    expect(executions).toMatchObject([{ id: "bad", reason: "unstorable" }]);
    expect(executions[0]!.detail).toContain("handle");
    expect(told).toMatchObject([{ id: "bad", reason: "unstorable", functionId: executions[0]!.functionId }]);
    expect(failed).toEqual([]);
    expect(await running.get("good").result()).toBe("fine");
    expect((await running.list({ reason: ["poisoned"] })).executions).toEqual([]);
  });

  it("resume: goes on where it stands, once the cause is gone", async () => {
    const { running, clock } = await parked();
    world.isBroken = false;
    expect(await running.resume("bad")).toBe(true);
    await runOut(running, clock);
    expect(await running.get("bad").result()).toEqual([{ fine: true }, 0, 1]);
    expect(world.starts).toBe(1);
    expect(await running.resume("bad")).toBe(false);
  });

  it("resume while the cause is there parks it again", async () => {
    const { running, clock, parked: told } = await parked();
    expect(await running.resume("bad")).toBe(true);
    await runOut(running, clock);
    expect(await running.get("bad").status()).toBe("parked");
    expect(told).toHaveLength(2);
  });

  it("retry: begins again, with ctx.state kept", async () => {
    const { running, clock } = await parked();
    world.isBroken = false;
    expect(await running.retry("bad")).toBe(true);
    await runOut(running, clock);
    expect(await running.get("bad").result()).toEqual([{ fine: true }, 1, 2]);
    expect(world.starts).toBe(2);
    expect(await running.retry("bad")).toBe(false);
  });

  it("end: cancelled by a person, without running code", async () => {
    const { running, clock, failed } = await parked();
    expect(await running.end("bad", "not worth it")).toBe(true);
    await runOut(running, clock);
    const error = { name: "CancelledError", code: "PD2138", reason: "not worth it" };
    await expect(running.get("bad").result()).rejects.toMatchObject(error);
    await expect(running.get("bad").result()).rejects.toThrow(
      'The execution "bad" was ended by a person: not worth it.',
    );
    expect([await running.get("bad").status(), world.starts]).toEqual(["cancelled", 1]);
    expect(failed).toEqual([]);
    expect((await running.get("bad").history()).at(-1)).toMatchObject({
      kind: "end",
      error: 'CancelledError: The execution "bad" was ended by a person: not worth it.',
    });
    expect(await running.end("bad")).toBe(false);
    expect(await running.end("nobody")).toBe(false);
  });

  it("end of one that runs is the same", async () => {
    const { running, clock, failed } = await parked();
    const handle = await running.start(neighbour, [], { id: "waits" });
    await running.whenIdle();
    const waiting = handle.result().catch((reason: unknown) => reason);
    expect(await running.end("waits")).toBe(true);
    await runOut(running, clock);
    expect(await waiting).toMatchObject({ name: "CancelledError", code: "PD2138" });
    expect([await handle.status(), failed]).toEqual(["cancelled", []]);
    const entry = { error: 'CancelledError: The execution "waits" was ended by a person.' };
    expect((await handle.history()).find(({ kind }) => kind === "end")).toMatchObject(entry);
    expect(await running.end("waits")).toBe(false);
  });

  it("a caller that waits is told", async () => {
    const { running } = await parked();
    const error = await running
      .get("bad")
      .result()
      .catch((reason: unknown) => reason);
    expect(error).toMatchObject({ name: "ParkedError", reason: "unstorable" });
  });
});
