import { describe, expect, it } from "vitest";
import { operationDefaults, stepPolicy } from "./step-policy.js";

describe("stepPolicy", () => {
  it("is nothing where all is as usual", () => {
    expect(stepPolicy("ctx.run")).toBeUndefined();
    expect(stepPolicy("ctx.run", {})).toBeUndefined();
    expect(stepPolicy("ctx.run", { record: "lazy", retryDelay: "1s" }, {})).toBeUndefined();
  });

  it("holds what was asked for, in milliseconds", () => {
    const retryIf = () => true;
    const options = {
      maxRetries: 2,
      retryIf,
      timeout: "5m",
      attemptTimeout: 300,
      key: "k",
      record: "eager",
    } as const;
    expect(stepPolicy("ctx.call", options)).toEqual({
      retry: { maxRetries: 2, retryDelayMs: 1000, backoff: 2, maxDelayMs: 3_600_000, retryIf },
      timeoutMs: 300_000,
      attemptTimeoutMs: 300,
      key: "k",
      record: "eager",
    });
  });

  it("falls back to the engine's defaults, option by option", () => {
    const defaults = operationDefaults("createEngine", { maxRetries: 3, retryDelay: 10, record: "eager" });
    expect(stepPolicy("ctx.run", undefined, defaults)).toMatchObject({
      retry: { maxRetries: 3, retryDelayMs: 10 },
    });
    expect(stepPolicy("ctx.run", { retryDelay: 20 }, defaults)).toMatchObject({
      retry: { maxRetries: 3, retryDelayMs: 20 },
      record: "eager",
    });
    expect(stepPolicy("ctx.run", { maxRetries: 0, record: "lazy" }, defaults)).toBeUndefined();
  });

  it("names where a wrong option was given", () => {
    expect(() => stepPolicy("ctx.call", { maxRetries: -1 })).toThrow(/"maxRetries" of ctx\.call is -1/);
    expect(() => stepPolicy("ctx.run", { maxRetry: 3 } as never)).toThrow(
      /"maxRetry".*\n?[\s\S]*"maxRetries"/,
    );
  });

  it.each(["key", "retryIf"])("refuses %s as a default of the engine", (option) => {
    const read = () => operationDefaults("createEngine", { [option]: "x" });
    expect(read).toThrow(expect.objectContaining({ code: "PD2053" }));
  });
});
