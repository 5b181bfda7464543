import { describe, expect, it, vi } from "vitest";
import type { StepInfo, StepOperation } from "../../operations/operation.js";
import { Service } from "../../services/service.js";
import type { Clock } from "../clock.js";
import { performStep } from "./perform-step.js";

/** Time that stands still until it is told to go on. */
function virtualClock(): Clock & {
  go(ms: number): void;
  timers: Set<{ atMs: number; callback: () => void }>;
} {
  let nowMs = 1000;
  const timers = new Set<{ atMs: number; callback: () => void }>();
  return {
    timers,
    now: () => nowMs,
    setTimer(atMs, callback) {
      const timer = { atMs, callback };
      timers.add(timer);
      return () => void timers.delete(timer);
    },
    go(ms) {
      nowMs += ms;
      for (const timer of timers) {
        if (timer.atMs > nowMs) continue;
        timers.delete(timer);
        timer.callback();
      }
    },
  };
}

const asked = { n: 1, label: "fetch", askedAtMs: 0, promise: undefined as never, attempt: 1 };
const run = (fn: (info: StepInfo) => unknown, attemptTimeoutMs?: number): StepOperation => ({
  ...asked,
  kind: "run",
  fn,
  ...(attemptTimeoutMs !== undefined && { policy: { attemptTimeoutMs } }),
});

function perform(operation: StepOperation, services: Service[] = []) {
  const clock = virtualClock();
  const outside = new AbortController();
  const info = { idempotencyKey: "run/1", attempt: 2, signal: outside.signal };
  return { clock, outside, info, outcome: performStep(operation, info, { services, clock, read: never }) };
}

const never = () => new Promise<never>(() => {});
const failing = () => {
  throw new RangeError("no");
};

describe("performStep", () => {
  it("gives the value or the error, at once or later", async () => {
    expect(await perform(run(() => 1)).outcome).toEqual({ value: 1 });
    expect(await perform(run(async () => 1)).outcome).toEqual({ value: 1 });
    expect(await perform(run(failing)).outcome).toEqual({ error: new RangeError("no") });
    expect(await perform(run(async () => failing())).outcome).toEqual({ error: new RangeError("no") });
  });

  it("tells a step what it needs, and sets no timer unless asked", async () => {
    const fn = vi.fn((info: StepInfo) => info.attempt);
    const { clock, info, outcome } = perform(run(fn));
    expect(clock.timers.size).toBe(0);
    expect(await outcome).toEqual({ value: 2 });
    expect(fn).toHaveBeenCalledWith(info);
  });

  it("hands payloads and arguments over by value", async () => {
    const payload = { items: [1] };
    const seen: unknown[] = [];
    const keep = (value: unknown) => void seen.push(value);
    const call: StepOperation = { ...asked, kind: "call", service: "shop", method: "buy", payload };
    await perform(call, [new Service("shop").handle("buy", keep)]).outcome;
    await perform({ ...asked, kind: "effect", fn: keep, args: [payload] }).outcome;
    expect(seen).toEqual([payload, payload]);
    expect(seen.some((value) => value === payload)).toBe(false);
  });

  it("reports a call that nobody takes", async () => {
    const call: StepOperation = { ...asked, kind: "call", service: "shop", method: "buy", payload: 1 };
    expect(await perform(call).outcome).toMatchObject({ error: { code: "PD2056", retryable: false } });
  });
});

describe("performStep with an attemptTimeout", () => {
  it("ends an attempt that ignores its signal", async () => {
    const { clock, outcome } = perform(run(never, 300));
    clock.go(299);
    expect(clock.timers.size).toBe(1);
    clock.go(1);
    expect(await outcome).toMatchObject({
      error: { name: "TimeoutError", what: 'Attempt 2 of ctx.run("fetch")', limitMs: 300 },
    });
  });

  it("aborts the signal with the error", async () => {
    let signal!: AbortSignal;
    const { clock, outcome } = perform(run((info) => ((signal = info.signal), never()), 300));
    expect(signal.aborted).toBe(false);
    clock.go(300);
    expect(signal.reason).toBe(((await outcome) as { error: unknown }).error);
  });

  it("is a timeout also where the code answers the signal in its own way", async () => {
    const obedient = ({ signal }: StepInfo) =>
      new Promise((_, reject) => signal.addEventListener("abort", () => reject(new Error("stopped"))));
    const { clock, outcome } = perform(run(obedient, 300));
    clock.go(300);
    expect(await outcome).toMatchObject({ error: { name: "TimeoutError" } });
  });

  it.each([() => "done", failing])("leaves no timer and no listener behind", async (fn) => {
    const { clock, outside, outcome } = perform(run(fn, 300));
    const removed = vi.spyOn(outside.signal, "removeEventListener");
    await outcome;
    expect(clock.timers.size).toBe(0);
    expect(removed).toHaveBeenCalledTimes(1);
  });

  it("hands on that the engine stops", async () => {
    let signal!: AbortSignal;
    const { outside } = perform(run((info) => ((signal = info.signal), never()), 300));
    const reason = new Error("stop");
    outside.abort(reason);
    expect(signal.reason).toBe(reason);
  });

  it("hands on that the engine had stopped before", async () => {
    const clock = virtualClock();
    const info = { idempotencyKey: "run/1", attempt: 1, signal: AbortSignal.abort("stopped") };
    const operation = run(({ signal }) => signal.reason as unknown, 300);
    expect(await performStep(operation, info, { services: [], clock, read: never })).toEqual({
      value: "stopped",
    });
  });
});
