import { parseDuration, type Duration } from "./duration.js";
import { readOptions } from "./known-options.js";

export interface WaitForEventOptions {
  /** Then the wait ends with a `TimeoutError`. Default: none. */
  readonly timeout?: Duration;
}

/** `timeoutMs` is undefined where the wait has no end. Throws as `readOptions` does. */
export function waitPolicy(options?: WaitForEventOptions): { readonly timeoutMs: number | undefined } {
  const { timeout } = readOptions("ctx.waitForEvent", "ctx.waitForEvent", options);
  return { timeoutMs: parseDuration(timeout) };
}

export interface SpawnOptions {
  /** How many of the tasks run at the same time. Default: no limit. */
  readonly concurrency?: number;
  /** Gives the outcome of every task, as `Promise.allSettled` does, instead of ending at the first failure. */
  readonly settle?: boolean;
}

/** Throws as `readOptions` does. */
export function spawnPolicy(options?: SpawnOptions): Required<SpawnOptions> {
  const { concurrency = Infinity, settle = false } = readOptions("ctx.spawn", "ctx.spawn", options);
  return { concurrency, settle };
}

export interface SendEventOptions {
  /** Only this execution may have it, by its id. Default: the first that waits, else the next. */
  readonly to?: string;
  /** To all that wait now; it is not kept for later ones. */
  readonly broadcast?: boolean;
}

/** Throws as `readOptions` does. */
export function sendPolicy(
  where: "ctx.sendEvent" | "engine.sendEvent",
  options?: SendEventOptions,
): { readonly to: string | null; readonly broadcast: boolean } {
  const { to = null, broadcast = false } = readOptions(where, where, options);
  return { to, broadcast };
}
