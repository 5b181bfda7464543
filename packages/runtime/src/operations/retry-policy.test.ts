import { describe, expect, it } from "vitest";
import { ServiceError } from "../errors/service-error.js";
import { serviceUnreachable } from "../generated/messages.js";
import { nextDelayMs, retryPolicy } from "./retry-policy.js";

const failure = new Error("no");
const message = serviceUnreachable({ service: "s", method: "m", reason: "none" });

describe("retryPolicy", () => {
  it("retries nothing unless asked", () => {
    expect(retryPolicy("ctx.run")).toBeUndefined();
    expect(nextDelayMs(undefined, 1, failure)).toBeUndefined();
  });

  it("grows the wait by the factor, up to the longest", () => {
    const policy = retryPolicy("ctx.run", { maxRetries: 4, retryDelay: "2s", backoff: 3, maxDelay: "30s" });
    const delays = [1, 2, 3, 4, 5].map((attempt) => nextDelayMs(policy, attempt, failure));
    expect(delays).toEqual([2000, 6000, 18_000, 30_000, undefined]);
  });

  it("waits an hour at most, but never less than the first wait", () => {
    const delay = (retryDelay: "50 minutes" | "1 day", attempt: number) =>
      nextDelayMs(retryPolicy("ctx.run", { maxRetries: 9, retryDelay }), attempt, failure);
    expect([delay("50 minutes", 1), delay("50 minutes", 2)]).toEqual([3_000_000, 3_600_000]);
    expect([delay("1 day", 1), delay("1 day", 2)]).toEqual([86_400_000, 86_400_000]);
  });

  it("takes a service's word that an error is final", () => {
    const policy = retryPolicy("ctx.call", { maxRetries: 1 });
    const answer = (retryable: boolean) => new ServiceError(message, { status: 500, retryable });
    expect(nextDelayMs(policy, 1, answer(true))).toBe(1000);
    expect(nextDelayMs(policy, 1, answer(false))).toBeUndefined();
  });

  it("refuses an option that it does not know", () => {
    expect(() => retryPolicy("ctx.run", { maxRetry: 3 } as never)).toThrow(
      /"maxRetry".*\n?[\s\S]*"maxRetries"/,
    );
  });
});
