import { durable } from "perdure";
import type { HistoryEntry } from "perdure";
import { describe, expect, it } from "vitest";
import { newWorld, runOut } from "./engine-in-memory.js";

const DAY_MS = 86_400_000;
const gates: (() => void)[] = [];
const outside = durable.service("outside").handle("pay", () => "paid");

const child = durable.function({ name: "child" }, async () => "grown");

const several = durable.flow({ name: "several" }, async (ctx) => {
  await ctx.run("first", () => "a text");
  await ctx.call("outside", "pay", 1);
  await ctx.sleep("1 day");
  await ctx.sendEvent("news", 1);
  await ctx.waitForEvent("news");
  await child();
  await ctx.state.set("quiet", 1);
});

const flaky = durable.flow({ name: "flaky", maxRetries: 1, retryDelay: "1 day" }, async (ctx) => {
  const round = ctx.attempt;
  const step = ({ attempt }: { attempt: number }) => {
    if (attempt < 3 || round === 1) throw new RangeError(`no ${attempt}`);
    return attempt;
  };
  return await ctx.run("step", step, { maxRetries: 2, retryDelay: "1 hour", backoff: "constant" });
});

const ten = durable.flow({ name: "ten", history: 10 }, async (ctx, count: number) => {
  for (let i = 0; i < count; i++) await ctx.run(`step ${i}`, () => i);
});
const silent = durable.flow({ name: "silent", history: "off" }, async (ctx) => {
  await ctx.run("step", () => 1);
});
const long = durable.flow({ name: "long" }, async (ctx) => {
  for (let i = 0; i < 50; i++) await ctx.run(`step ${i}`, () => i);
});
const waiting = durable.flow({ name: "waiting", timeout: "1 day" }, async (ctx) => {
  await ctx.waitForEvent("never");
});
const gated = durable.flow({ name: "gated" }, async (ctx) => {
  await ctx.run("before", () => 1);
  await ctx.run("gate", () => new Promise<void>((open) => gates.push(open)));
});
const racing = durable.flow({ name: "racing" }, async (ctx) => {
  await Promise.race([ctx.sleep("1 day"), ctx.sleep("2 days")]);
  await ctx.sleep("1 hour");
});

const unstorable = durable.flow({ name: "unstorable" }, async (ctx) => {
  await ctx.run("before", () => 1);
  for (;;) {
    const handle = new WeakMap();
    try {
      await ctx.run("step", () => 1);
    } catch {
      handle.delete({});
    }
  }
});

/** Short forms: kind, label, attempt, error or note. */
const shown = (entries: readonly HistoryEntry[]) =>
  entries.map(({ kind, label, attempt, error, note }) =>
    [kind, label, attempt, error ?? note].filter((part) => part !== "" && part !== undefined).join(" "),
  );

describe("history", () => {
  it("has each operation with its times and sizes, and the attempt of the function", async () => {
    const { engine, clock } = await newWorld();
    const running = await engine({ services: [outside] });
    const startMs = clock.now();
    const handle = await running.start(several, []);
    await runOut(running, clock);
    const entries = await handle.history();
    expect(shown(entries)).toEqual([
      "run first 1",
      "call outside.pay 1",
      "sleep 1",
      "send news 1",
      "event news 1",
      "child child 1",
      "attempt 1",
    ]);
    expect(entries[0]).toMatchObject({ n: 1, startMs, endMs: startMs, bytes: '{"value":"a text"}'.length });
    expect(entries[2]).toMatchObject({ startMs, endMs: startMs + DAY_MS });
    expect(entries.at(-1)).toMatchObject({ n: 0, startMs, endMs: startMs + DAY_MS });
  });

  it("has each failed attempt of a step, and each attempt of the function", async () => {
    const { engine, clock } = await newWorld();
    const running = await engine();
    const handle = await running.start(flaky, []);
    await runOut(running, clock);
    expect(await handle.result()).toBe(3);
    const entries = await handle.history();
    expect(shown(entries)).toEqual([
      "run step 1 RangeError: no 1",
      "run step 2 RangeError: no 2",
      "run step 3 RangeError: no 3",
      "attempt 1 RangeError: no 3",
      "run step 1 RangeError: no 1",
      "run step 2 RangeError: no 2",
      "run step 3",
      "attempt 2",
    ]);
    expect(entries.map(({ note }) => note)).toEqual([
      "retried",
      "retried",
      undefined,
      undefined,
      "retried",
      "retried",
      undefined,
      undefined,
    ]);
    expect(entries[7]!.startMs).toBe(entries[3]!.endMs + DAY_MS);
  });

  it("keeps as many entries as its function says, and none where it is off", async () => {
    const { engine, clock, commits, store } = await newWorld();
    const running = await engine();
    const handle = await running.start(ten, [100]);
    await runOut(running, clock);
    expect(shown(await handle.history())).toEqual([
      ...[91, 92, 93, 94, 95, 96, 97, 98, 99].map((i) => `run step ${i} 1`),
      "attempt 1",
    ]);
    expect(await handle.history({ limit: 3 })).toHaveLength(3);
    expect(await handle.history({ limit: 0 })).toEqual([]);
    // Whole batches are dropped, so that the store holds a few more.
    expect((await store.history(handle.id, 1000)).length).toBeLessThan(40);

    commits.length = 0;
    const none = await running.start(silent, []);
    await runOut(running, clock);
    expect(await none.history()).toEqual([]);
    expect(commits.some((commit) => "history" in commit)).toBe(false);
  });

  it("is written in batches, and is whole for who asks meanwhile", async () => {
    const { engine, clock, commits, store } = await newWorld();
    const running = await engine();
    const handle = await running.start(gated, [], { id: "g" });
    await expect.poll(() => gates.length).toBe(1);
    expect(await store.history("g", 10)).toEqual([]);
    expect(shown(await handle.history())).toEqual(["run before 1"]);
    gates.pop()!();
    await handle.result();
    commits.length = 0;
    await (await running.start(long, [])).result();
    await runOut(running, clock);
    expect(commits).toHaveLength(51);
    expect(commits.filter((commit) => "history" in commit && commit.history)).toHaveLength(3);
  });

  it("is in the store after a second, though a step takes long", async () => {
    const { engine, clock, store } = await newWorld();
    const running = await engine({ pollMs: 1 });
    const handle = await running.start(gated, [], { id: "g" });
    await expect.poll(() => gates.length).toBe(1);
    clock.setTimer(clock.now() + 1000, () => {});
    clock.advance();
    await expect.poll(async () => shown(await store.history("g", 10))).toEqual(["run before 1"]);
    gates.pop()!();
    await handle.result();
  });

  it("has cancellations, timeouts and ends by hand", async () => {
    const { engine, clock } = await newWorld();
    const running = await engine();
    const [cancelled, late, ended] = await Promise.all(
      ["cancelled", "late", "ended"].map((id) => running.start(waiting, [], { id })),
    );
    await running.whenIdle();
    await cancelled!.cancel("no use");
    await running.end("ended", "by hand");
    await runOut(running, clock);
    expect(shown(await cancelled!.history()).join("\n")).toMatch(
      /^cancelled 1 CancelledError: .*no use[^]*\nattempt 1 CancelledError/,
    );
    expect(shown(await late!.history()).join("\n")).toMatch(
      /^timeout 1 TimeoutError: [^]*\nattempt 1 TimeoutError/,
    );
    expect(shown(await ended!.history()).join("\n")).toMatch(/^end 1 CancelledError: .*by hand/);
  });

  it("has what nobody waits for any more", async () => {
    const { engine, clock } = await newWorld();
    const running = await engine();
    const handle = await running.start(racing, []);
    await runOut(running, clock);
    expect(shown(await handle.history())).toEqual(["sleep 1", "sleep 1 abandoned", "sleep 1", "attempt 1"]);
  });

  it("has take-overs, and can be read through another engine", async () => {
    const { engine, clock, liveness } = await newWorld();
    const first = await engine({ services: [outside] });
    await first.start(several, [], { id: "s" });
    await first.whenIdle();
    liveness.drop(1);
    const second = await engine({ services: [outside] });
    expect(shown(await second.get("s").history())).toEqual(["run first 1", "call outside.pay 1"]);
    await runOut(second, clock);
    expect(shown(await second.get("s").history())).toContain("taken-over engine 2 1");
  });
});

describe("history of a parked execution", () => {
  it("has the reason, and what a person did", async () => {
    const { engine, clock } = await newWorld();
    const running = await engine();
    const handle = await running.start(unstorable, [], { id: "u" });
    await expect(handle.result()).rejects.toMatchObject({ name: "ParkedError" });
    expect(shown(await handle.history())[0]).toBe("run before 1");
    expect(shown(await handle.history()).at(-1)).toMatch(/^parked unstorable 1 .*handle/);
    expect(await running.resume("u")).toBe(true);
    await running.whenIdle();
    await runOut(running, clock);
    expect(await running.retry("u")).toBe(true);
    await running.whenIdle();
    await runOut(running, clock);
    expect(await running.end("u", "no use")).toBe(true);
    expect(await running.retry("u")).toBe(false);
    const kinds = (await handle.history()).filter(({ n }) => n === 0).map(({ kind }) => kind);
    expect(kinds).toEqual([
      "parked",
      "resume",
      "taken-over",
      "parked",
      "retry",
      "taken-over",
      "parked",
      "end",
    ]);
  });
});
