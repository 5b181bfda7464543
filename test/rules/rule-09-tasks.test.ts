import { durable, UnhandledTaskError, type DurableContext } from "perdure";
import { describe, expect, it } from "vitest";
import { newWorld, runOut } from "../engine/engine-in-memory.js";

const world = { log: [] as string[] };

async function note(ctx: DurableContext, text: string, duration: number): Promise<void> {
  await ctx.sleep(duration);
  await ctx.run("note", () => void world.log.push(text));
}
async function fail(ctx: DurableContext, duration: number): Promise<void> {
  await ctx.sleep(duration);
  throw new Error("the task failed");
}

const goesOn = durable.flow({ name: "9 goes on" }, async (ctx) => {
  void note(ctx, "task", 1000);
  return "main";
});
const lateStep = durable.flow({ name: "9 late step" }, async (ctx) => {
  void ctx.run("late", () => void world.log.push("late step"));
  return "main";
});
const unhandled = durable.flow({ name: "9 unhandled" }, async (ctx) => {
  void fail(ctx, 10);
  try {
    await ctx.sleep(1000);
    return "slept";
  } catch (error) {
    return [error instanceof UnhandledTaskError, (error as Error).message.includes("the task failed")];
  }
});
const unhandledLater = durable.flow({ name: "9 unhandled later" }, async (ctx) => {
  void fail(ctx, 10);
  return "returned before";
});
const handledLater = durable.flow({ name: "9 handled later" }, async (ctx) => {
  const task = fail(ctx, 10);
  const caught = task.catch((error: Error) => error.message);
  await ctx.sleep(1000);
  return await caught;
});

describe("rule 9: tasks", () => {
  it("the result is published at the main return; the execution is completing until its tasks end", async () => {
    const { engine, clock } = await newWorld();
    world.log = [];
    const running = await engine();
    const handle = await running.start(goesOn, []);
    expect(await handle.result()).toBe("main");
    await running.whenIdle();
    expect([await handle.status(), world.log]).toEqual(["completing", []]);
    await runOut(running, clock);
    expect([await handle.status(), world.log]).toEqual(["completed", ["task"]]);
  });

  it("a completing execution goes on in another process", async () => {
    const { engine, clock } = await newWorld();
    world.log = [];
    const first = await engine();
    await (await first.start(goesOn, [], { id: "x" })).result();
    await first.stop();
    const second = await engine();
    await runOut(second, clock);
    expect([await second.get("x").status(), await second.get("x").result(), world.log]).toEqual([
      "completed",
      "main",
      ["task"],
    ]);
  });

  it("a step that nobody awaits runs to its end, and the execution ends with it", async () => {
    const { engine, clock } = await newWorld();
    world.log = [];
    const running = await engine();
    const handle = await running.start(lateStep, []);
    await runOut(running, clock);
    expect([await handle.status(), world.log]).toEqual(["completed", ["late step"]]);
  });

  it("a rejection that nothing handles is thrown at the main task's await", async () => {
    const { engine, clock } = await newWorld();
    const running = await engine();
    const handle = await running.start(unhandled, []);
    await runOut(running, clock);
    expect(await handle.result()).toEqual([true, true]);
  });

  it("after the return it is logged, and never reaches the process", async () => {
    const { engine, clock, logged } = await newWorld();
    const running = await engine();
    const handle = await running.start(unhandledLater, []);
    await runOut(running, clock);
    expect(await handle.result()).toBe("returned before");
    expect(await handle.status()).toBe("completed");
    expect(logged.join()).toContain("a task failed after its function had returned");
  });

  it("a rejection that is handled elsewhere disturbs nobody", async () => {
    const { engine, clock } = await newWorld();
    const running = await engine();
    const handle = await running.start(handledLater, []);
    await runOut(running, clock);
    expect(await handle.result()).toBe("the task failed");
  });
});
