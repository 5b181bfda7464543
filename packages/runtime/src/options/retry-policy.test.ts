import { describe, expect, it, vi } from "vitest";
import { NonRetryableError } from "../errors/non-retryable-error.js";
import { ServiceError } from "../errors/service-error.js";
import { TimeoutError } from "../errors/timeout-error.js";
import { UnstorableResultError } from "../errors/unstorable-result-error.js";
import { serviceUnreachable } from "../generated/messages.js";
import { afterFailure, nextDelayMs, retryPolicy, type RetryOptions } from "./retry-policy.js";

const failure = new Error("no");
const message = serviceUnreachable({ service: "s", method: "m", reason: "none" });
const answer = (details: { readonly retryable: boolean; readonly retryAfterMs?: number }) =>
  new ServiceError(message, { service: "s", method: "m", status: 500, ...details });
const never = () => {
  throw new Error("No chance is asked for.");
};
const delays = (options: RetryOptions, attempts: number[], random: () => number = never) =>
  attempts.map((attempt) => nextDelayMs(retryPolicy(options), attempt, failure, random));

describe("retryPolicy", () => {
  it("retries nothing unless asked", () => {
    expect(retryPolicy({})).toBeUndefined();
    expect(retryPolicy({ maxRetries: 0, retryDelay: "1s" })).toBeUndefined();
    expect(nextDelayMs(undefined, 1, failure, never)).toBeUndefined();
  });

  it("is plain data, but for retryIf", () => {
    const policy = retryPolicy({ maxRetries: 2, backoff: "linear", jitter: true, retryDelay: "2s" });
    expect(JSON.parse(JSON.stringify(policy))).toEqual({
      maxRetries: 2,
      retryDelayMs: 2000,
      backoff: "linear",
      maxDelayMs: 3_600_000,
      jitter: 1,
    });
  });
});

describe("nextDelayMs", () => {
  it("doubles a second, up to the last retry", () => {
    expect(delays({ maxRetries: 4 }, [1, 2, 3, 4, 5])).toEqual([1000, 2000, 4000, 8000, undefined]);
  });

  it.each([
    [{ backoff: "exponential" }, [2000, 4000, 8000, 16_000]],
    [{ backoff: "linear" }, [2000, 4000, 6000, 8000]],
    [{ backoff: "constant" }, [2000, 2000, 2000, 2000]],
    [{ backoff: 3 }, [2000, 6000, 18_000, 54_000]],
    [{ backoff: 1 }, [2000, 2000, 2000, 2000]],
    [{ backoff: 3, maxDelay: "30s" }, [2000, 6000, 18_000, 30_000]],
    [{ backoff: "linear", maxDelay: "5s" }, [2000, 4000, 5000, 5000]],
  ] as const)("%o", (options, expected) => {
    expect(delays({ maxRetries: 9, retryDelay: "2s", ...options }, [1, 2, 3, 4])).toEqual(expected);
  });

  it("waits an hour at most, but never less than the first wait", () => {
    expect(delays({ maxRetries: 9, retryDelay: "50 minutes" }, [1, 2])).toEqual([3_000_000, 3_600_000]);
    expect(delays({ maxRetries: 9, retryDelay: "1 day" }, [1, 2])).toEqual([86_400_000, 86_400_000]);
  });

  it("stays a number after very many attempts", () => {
    expect(delays({ maxRetries: Infinity }, [5000])).toEqual([3_600_000]);
    expect(delays({ maxRetries: Infinity, retryDelay: 0 }, [1, 5000])).toEqual([0, 0]);
  });

  it.each([
    [true, 0, 1000],
    [true, 0.5, 500],
    [1, 0.999, 1],
    [0.2, 0, 1000],
    [0.2, 0.5, 900],
  ])("jitter %o with chance %d", (jitter, chance, expected) => {
    expect(delays({ maxRetries: 1, jitter }, [1], () => chance)).toEqual([expected]);
  });

  it.each([false, 0])("jitter %o leaves nothing to chance", (jitter) => {
    expect(delays({ maxRetries: 1, jitter }, [1])).toEqual([1000]);
  });

  it.each([
    ["a NonRetryableError", new NonRetryableError("no such card")],
    ["an outcome that cannot be stored", new UnstorableResultError("ctx.run", { size: 2, limit: 1 })],
    ["a service's final answer", answer({ retryable: false })],
    ["any error that says so", Object.assign(new Error("x"), { retryable: false })],
    ["any object that says so", { retryable: false }],
  ])("takes %s as final, without asking retryIf", (_, error) => {
    expect(nextDelayMs(retryPolicy({ maxRetries: 5, retryIf: never }), 1, error, never)).toBeUndefined();
  });

  it.each([
    ["a service that may come back", answer({ retryable: true })],
    ["an attempt that took too long", new TimeoutError("Attempt 1", 5)],
    ["a text", "thrown"],
    ["nothing", undefined],
    ["null", null],
    ["an error that cannot be asked", Object.defineProperty(new Error(), "retryable", { get: never })],
  ])("tries again after %s", (_, error) => {
    expect(nextDelayMs(retryPolicy({ maxRetries: 1 }), 1, error, never)).toBe(1000);
  });

  it.each([
    [5000, 5000],
    [500, 1000],
    [86_400_000, 86_400_000],
    [NaN, 1000],
    [Infinity, 1000],
  ])("a Retry-After of %d ms makes it %d", (retryAfterMs, expected) => {
    const policy = retryPolicy({ maxRetries: 1, maxDelay: "2s" });
    expect(nextDelayMs(policy, 1, answer({ retryable: true, retryAfterMs }), never)).toBe(expected);
  });

  it("asks retryIf with the error and the attempt", () => {
    const retryIf = vi.fn((error: unknown, attempt: number) => error === failure && attempt < 2);
    expect(delays({ maxRetries: 5, retryIf }, [1, 2])).toEqual([1000, undefined]);
    expect(retryIf.mock.calls).toEqual([
      [failure, 1],
      [failure, 2],
    ]);
  });
});

describe("afterFailure", () => {
  const after = (retryIf: (error: unknown) => unknown) =>
    afterFailure(retryPolicy({ maxRetries: 5, retryIf: retryIf as () => boolean }), 1, failure, never);

  it("gives the wait, or the error", () => {
    expect(after(() => true)).toEqual({ retryInMs: 1000 });
    expect(after(() => false)).toEqual({ error: failure });
    expect(afterFailure(undefined, 1, failure, never)).toEqual({ error: failure });
  });

  it("ends where retryIf throws, with both errors", () => {
    const cause = new TypeError("error.response is undefined");
    const { error } = after(() => { throw cause; }) as { error: unknown }; // prettier-ignore
    expect(error).toMatchObject({ name: "RetryIfError", code: "PD2137", cause, failure });
    expect((error as Error).message).toMatch(/error\.response is undefined[^]*Error: no/);
  });

  it("ends where retryIf gives a promise, also one that fails", () => {
    expect(after(async () => true)).toMatchObject({ error: { name: "RetryIfError", failure } });
    expect(after(() => Promise.reject(new Error("late")))).toMatchObject({ error: { failure } });
  });
});
