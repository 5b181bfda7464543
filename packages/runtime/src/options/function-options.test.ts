import { describe, expect, it } from "vitest";
import { functionDefaults, functionPolicy } from "./function-options.js";
import { sendPolicy, spawnPolicy, waitPolicy } from "./operation-options.js";
import type { StandardSchema } from "./schema.js";

const WHERE = 'durable.flow "pay"';
const schema: StandardSchema = {
  "~standard": { version: 1, vendor: "test", validate: (value) => ({ value }) },
};

describe("functionPolicy", () => {
  it("has a default for everything", () => {
    expect(functionPolicy(WHERE)).toEqual({
      name: undefined,
      formerly: [],
      retry: undefined,
      timeoutMs: undefined,
      attemptTimeoutMs: undefined,
      cleanupTimeoutMs: 600_000,
      deterministic: false,
      checkpointInterval: 1,
      maxConcurrentSteps: Infinity,
      durability: "full",
      historyEntries: 1000,
      retentionMs: null,
      record: undefined,
      tags: [],
      input: undefined,
      output: undefined,
    });
  });

  it("reads all options, times in milliseconds", () => {
    const policy = functionPolicy(WHERE, {
      name: "pay",
      formerly: ["charge"],
      maxRetries: 3,
      retryDelay: "2s",
      timeout: "5m",
      attemptTimeout: 300,
      cleanupTimeout: "1m",
      deterministic: true,
      checkpointInterval: 10,
      maxConcurrentSteps: 5,
      durability: "normal",
      history: 20,
      retention: "30 days",
      record: "eager",
      tags: ["eu"],
      input: schema,
      output: schema,
    });
    expect(policy).toMatchObject({
      retry: { maxRetries: 3, retryDelayMs: 2000 },
      timeoutMs: 300_000,
      attemptTimeoutMs: 300,
      cleanupTimeoutMs: 60_000,
      checkpointInterval: 10,
      maxConcurrentSteps: 5,
      durability: "normal",
      historyEntries: 20,
      retentionMs: 2_592_000_000,
      record: "eager",
      tags: ["eu"],
      input: [schema],
      output: schema,
    });
  });

  it("takes an engine's defaults where the function says nothing", () => {
    const defaults = functionDefaults("createEngine", {
      durability: "normal",
      retention: "1 day",
      history: "off",
    });
    const policy = functionPolicy(WHERE, { retention: "forever" }, defaults);
    expect(policy).toMatchObject({ durability: "normal", retentionMs: null, historyEntries: 0 });
    expect(() => functionDefaults("createEngine", { maxRetries: 3 } as never)).toThrow(
      expect.objectContaining({ code: "PD2053" }),
    );
  });

  it("refuses an interval above 1 without deterministic", () => {
    const read = (deterministic: boolean | undefined, checkpointInterval: number) => () =>
      functionPolicy(WHERE, { checkpointInterval, ...(deterministic !== undefined && { deterministic }) });
    expect(read(undefined, 2)).toThrow(expect.objectContaining({ code: "PD2122" }));
    expect(read(false, 10)).toThrow(/durable\.flow "pay" has `checkpointInterval: 10` without/);
    expect(read(undefined, 1)).not.toThrow();
    expect(read(true, 2)).not.toThrow();
  });

  it("names the function and the option in an error", () => {
    expect(() => functionPolicy(WHERE, { history: "full" as never })).toThrow(
      /The option "history" of durable\.flow "pay" is "full"; it has to be "bounded", "off"/,
    );
  });
});

describe("options of waits, spawns and events", () => {
  it("reads them", () => {
    expect(waitPolicy({ timeout: "1 day" })).toEqual({ timeoutMs: 86_400_000 });
    expect(waitPolicy()).toEqual({ timeoutMs: undefined });
    expect(spawnPolicy({ concurrency: 4 })).toEqual({ concurrency: 4, settle: false });
    expect(spawnPolicy()).toEqual({ concurrency: Infinity, settle: false });
    expect(sendPolicy("engine.sendEvent", { to: "run-1" })).toEqual({ to: "run-1", broadcast: false });
    expect(sendPolicy("engine.sendEvent")).toEqual({ to: null, broadcast: false });
  });

  it("refuses what they do not know", () => {
    expect(() => waitPolicy({ timeout: 0 })).toThrow(/"timeout" of ctx\.waitForEvent is 0/);
    expect(() => spawnPolicy({ concurrency: 0 })).toThrow(/"concurrency" of ctx\.spawn/);
    expect(() => sendPolicy("engine.sendEvent", { all: true } as never)).toThrow(
      /engine\.sendEvent does not know/,
    );
  });
});
