import { durable } from "perdure";
import { describe, expect, it } from "vitest";
import { newWorld, runOut } from "../engine/engine-in-memory.js";
import { systemClock } from "perdure/engine";

const DAY = 86_400_000;
const until = durable.flow({ name: "sleep until" }, async (ctx, when: Date | number | string) => {
  await ctx.sleep(when as Date);
  return ctx.now();
});

describe("ctx.sleep", () => {
  it.each([
    ["a moment", new Date(Date.UTC(2031, 5, 1)), Date.UTC(2031, 5, 1)],
    ["years", "10 years", undefined],
    ["beyond the longest timer of Node", 25 * DAY, Date.UTC(2026, 0, 26)],
    ["a moment that has passed: a millisecond, as timers do", new Date(0), Date.UTC(2026, 0, 1) + 1],
    ["no time at all: a millisecond", 0, Date.UTC(2026, 0, 1) + 1],
  ])("%s", async (_, when, expected) => {
    const { engine, clock } = await newWorld();
    const first = await engine();
    const at = clock.now();
    await first.start(until, [when], { id: "x" });
    await first.whenIdle();
    await first.stop();
    const second = await engine();
    await runOut(second, clock);
    const woken = await second.get("x").result();
    if (expected === undefined) expect(Number(woken) - at).toBeGreaterThan(3650 * DAY);
    else expect(woken).toBe(expected);
  });

  it.each([
    ["text", "soon"],
    ["not a number", NaN],
    ["an invalid date", new Date(NaN)],
    ["negative", -1],
  ])("%s is refused", async (_, when) => {
    const { engine } = await newWorld();
    const refused = (await (await engine()).start(until, [when])).result();
    await expect(refused).rejects.toMatchObject({ code: "PD2055" });
  });

  it("a clock that jumps forward wakes at the next look, one that jumps back does not wake early", async () => {
    const { engine } = await newWorld();
    let offsetMs = 0;
    const clock = { ...systemClock, now: () => Date.now() + offsetMs };
    const running = await engine({ clock, pollMs: 5 });
    const forward = await running.start(until, [3_600_000]);
    await running.whenIdle();
    offsetMs = 3_600_000;
    const woken = await forward.result();
    expect(woken - (await forward.info()).createdAt.getTime()).toBeGreaterThanOrEqual(3_600_000);
    const back = await running.start(until, [60]);
    await running.whenIdle();
    const { createdAt } = await back.info();
    offsetMs -= 200;
    expect((await back.result()) - createdAt.getTime()).toBeGreaterThanOrEqual(60);
  });

  it("1,000 that are due at once are all woken, and hold one timer meanwhile", async () => {
    const { engine, clock } = await newWorld();
    let timers = 0;
    const counted = {
      now: clock.now,
      setTimer: (...args: Parameters<typeof clock.setTimer>) => {
        timers += 1;
        const cancel = clock.setTimer(...args);
        return () => {
          timers -= 1;
          cancel();
        };
      },
    };
    const running = await engine({ clock: counted });
    const when = new Date(clock.now() + DAY);
    const handles = await Promise.all(Array.from({ length: 1000 }, () => running.start(until, [when])));
    await running.whenIdle();
    expect(timers).toBe(1);
    await runOut(running, clock);
    const times = await Promise.all(handles.map((handle) => handle.result()));
    expect(new Set(times)).toEqual(new Set([when.getTime()]));
  });
});
