import { describe, expect, it } from "vitest";
import { StepAttempt } from "./step-attempt.js";

describe("StepAttempt", () => {
  it("aborts the signal that its code has asked for", () => {
    const attempt = new StepAttempt();
    const { signal } = attempt.info("key", 1);
    expect([signal.aborted, attempt.isStopped]).toEqual([false, false]);
    attempt.stop("enough");
    expect([signal.aborted, signal.reason, attempt.isStopped]).toEqual([true, "enough", true]);
  });

  it("gives a signal that is aborted already, with the first reason, to who asks later", () => {
    const attempt = new StepAttempt();
    attempt.stop("first");
    attempt.stop("second");
    expect(attempt.reason).toBe("first");
    const { signal } = attempt.info("key", 1);
    expect([signal.aborted, signal.reason]).toEqual([true, "first"]);
    expect(attempt.signal).toBe(signal);
  });

  it("tells the signal to a copy of what the code is told", () => {
    const attempt = new StepAttempt();
    const copy = { ...attempt.info("key", 2) };
    attempt.stop("enough");
    expect([copy.idempotencyKey, copy.attempt, copy.signal.aborted]).toEqual(["key", 2, true]);
  });
});
