import { durable, TimeoutError } from "perdure";
import { describe, expect, it } from "vitest";
import { newWorld, runOut } from "../engine/engine-in-memory.js";

const WEEK = 7 * 86_400_000;
const waiting = durable.flow({ name: "21 waiting" }, async (ctx, eventId: string) =>
  ctx.waitForEvent<string>(eventId),
);
const patient = durable.flow({ name: "21 patient" }, async (ctx, timeout: number) => {
  try {
    return await ctx.waitForEvent<string>("late", { timeout });
  } catch (error) {
    return error instanceof TimeoutError ? "timed out" : "another error";
  }
});
const sending = durable.flow({ name: "21 sending" }, async (ctx, to: string) => {
  await ctx.sendEvent("answer", { from: ctx.id }, { to });
  await ctx.sendEvent("nothing");
  return await ctx.waitForEvent("nothing");
});

describe("rule 21: events", () => {
  it("one event goes to exactly one waiter, first come first served", async () => {
    const { engine } = await newWorld();
    const running = await engine();
    const handles = [];
    for (const id of ["a", "b", "c"]) {
      handles.push(await running.start(waiting, ["e"], { id }));
      await running.whenIdle();
    }
    for (const payload of ["first", "second"]) await running.sendEvent("e", payload);
    expect([await handles[0]!.result(), await handles[1]!.result()]).toEqual(["first", "second"]);
    await running.whenIdle();
    expect(await handles[2]!.status()).toBe("waiting");
  });

  it("one that nobody waits for is kept for the next who asks, in the order in which they were sent", async () => {
    const { engine } = await newWorld();
    const running = await engine();
    for (const payload of ["one", "two"]) await running.sendEvent("e", payload);
    expect(await (await running.start(waiting, ["e"])).result()).toBe("one");
    expect(await (await running.start(waiting, ["e"])).result()).toBe("two");
    expect(await running.events()).toEqual([]);
  });

  it("to: addresses one execution", async () => {
    const { engine } = await newWorld();
    const running = await engine();
    const first = await running.start(waiting, ["answer"], { id: "first" });
    await running.whenIdle();
    const second = await running.start(waiting, ["answer"], { id: "second" });
    await running.whenIdle();
    const sender = await running.start(sending, ["second"], { id: "s" });
    expect(await second.result()).toEqual({ from: "s" });
    expect(await sender.result()).toBeUndefined();
    expect(await first.status()).toBe("waiting");
  });

  it("broadcast reaches all who wait now, and is not kept", async () => {
    const { engine } = await newWorld();
    const running = await engine();
    const handles = await Promise.all([1, 2, 3].map(() => running.start(waiting, ["all"])));
    await running.whenIdle();
    await running.sendEvent("all", "news", { broadcast: true });
    expect(await Promise.all(handles.map((handle) => handle.result()))).toEqual(["news", "news", "news"]);
    const late = await running.start(waiting, ["all"]);
    await running.whenIdle();
    expect(await late.status()).toBe("waiting");
  });

  it("not consumed: kept 7 days, then listed as expired and not delivered", async () => {
    const { engine, clock } = await newWorld();
    const running = await engine();
    await running.sendEvent("e", { order: 1 });
    expect(await running.events()).toMatchObject([{ eventId: "e", payload: { order: 1 }, to: null }]);
    clock.setTimer(clock.now() + WEEK - 1, () => {});
    clock.advance();
    expect(await running.events({ expired: true })).toEqual([]);
    clock.setTimer(clock.now() + 1, () => {});
    clock.advance();
    expect(await running.events()).toEqual([]);
    expect(await running.events({ expired: true })).toHaveLength(1);
    const late = await running.start(waiting, ["e"]);
    await running.whenIdle();
    expect(await late.status()).toBe("waiting");
  });

  it("a timeout passes", async () => {
    const { engine, clock } = await newWorld();
    const running = await engine();
    const handle = await running.start(patient, [5000]);
    await runOut(running, clock);
    expect(await handle.result()).toBe("timed out");
    await running.sendEvent("late", "too late");
    expect(await running.events()).toHaveLength(1);
  });

  it("an event that is in the inbox before the timeout is taken wins, though its time has passed", async () => {
    const { engine, clock } = await newWorld();
    const first = await engine();
    await first.start(patient, [5000], { id: "x" });
    await first.whenIdle();
    await first.sendEvent("late", "in time");
    await first.stop({ drainMs: 0 });
    clock.setTimer(clock.now() + 10_000, () => {});
    while (clock.advance());
    const second = await engine();
    await runOut(second, clock);
    expect(await second.get("x").result()).toBe("in time");
  });

  it("an event that reaches the store while the timeout is being committed wins: the turn is done again", async () => {
    const { engine, clock, store } = await newWorld();
    let sends = true;
    const racing = new Proxy(store, {
      get:
        (target, name) =>
        async (...args: unknown[]) => {
          const commits = name === "commit" ? (args[1] as { withdrawn?: unknown }[]) : [];
          if (sends && commits.some(({ withdrawn }) => withdrawn)) {
            sends = false;
            await target.sendEvent({
              eventId: "late",
              payload: '"just in time"',
              sentAtMs: 0,
              expiresAtMs: 9e15,
            });
          }
          return Reflect.apply(target[name as "load"], target, args);
        },
    });
    const running = await engine({ store: racing });
    const handle = await running.start(patient, [5000]);
    await runOut(running, clock);
    expect(await handle.result()).toBe("just in time");
    expect(sends).toBe(false);
  });

  it("wrong arguments are refused", async () => {
    const { engine } = await newWorld();
    const running = await engine();
    await expect((await running.start(waiting, [""])).result()).rejects.toMatchObject({ code: "PD2060" });
    await expect(running.sendEvent("e", 1, { too: "x" } as never)).rejects.toMatchObject({ code: "PD2053" });
    await expect(running.sendEvent("e", new WeakMap())).rejects.toMatchObject({ name: "UnstorableError" });
  });
});
