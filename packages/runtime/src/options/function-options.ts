import { PerdureError } from "../errors/perdure-error.js";
import { intervalNotDeterministic } from "../generated/messages.js";
import { retryPolicy, type RetryOptions, type RetryPolicy } from "./retry-policy.js";
import { parseDuration, type Duration } from "./duration.js";
import { readOptions } from "./known-options.js";
import type { StandardSchema } from "./schema.js";

/** What an engine may say for all its functions that do not say it themselves. */
export interface FunctionDefaults {
  /** For `finally` blocks and compensation after a timeout or a cancellation. Default "10 minutes". */
  readonly cleanupTimeout?: Duration;
  /** Steps of one execution whose effects run at the same time. Default: no limit. */
  readonly maxConcurrentSteps?: number;
  /** Whether a commit survives a loss of power ("full", the default) or the end of the process ("normal"). */
  readonly durability?: "full" | "normal";
  /** What is kept for people to read: the last 1000 entries ("bounded", the default), another number, or nothing. */
  readonly history?: "bounded" | "off" | number;
  /** How long an execution is kept after its end. Default "forever". */
  readonly retention?: Duration | "forever";
}

/** Options of a durable function; those of RetryOptions and the timeouts concern the function as a whole. */
export interface FunctionOptions extends FunctionDefaults, RetryOptions {
  /** Part of the function's id, so write it as a plain string. Default: its place in the source. */
  readonly name?: string;
  /** Names that the function had, so that executions which were stored under them go on. */
  readonly formerly?: readonly string[];
  /** From the start to the end, over all attempts and waits: then a `TimeoutError`. */
  readonly timeout?: Duration;
  /** For each attempt of the function. */
  readonly attemptTimeout?: Duration;
  /** The compiler refuses clocks, randomness and waits for anything that is not durable. */
  readonly deterministic?: boolean;
  /** Commits each n-th durable await only. Above 1 needs `deterministic: true`. Default 1. */
  readonly checkpointInterval?: number;
  /** For the function's operations that do not say it: see `OperationOptions.record`. */
  readonly record?: "lazy" | "eager";
  /** Words by which its executions can be searched. */
  readonly tags?: readonly string[];
  /** Checks the argument at the start; an array checks several arguments. The function gets what the schema gives. */
  readonly input?: StandardSchema | readonly StandardSchema[];
  /** Checks the result at the end; callers get what the schema gives. */
  readonly output?: StandardSchema;
}

/** A function's options as the engine uses them: checked, with the defaults, times in milliseconds. */
export interface FunctionPolicy {
  readonly name: string | undefined;
  readonly formerly: readonly string[];
  readonly retry: RetryPolicy | undefined;
  readonly timeoutMs: number | undefined;
  readonly attemptTimeoutMs: number | undefined;
  readonly cleanupTimeoutMs: number;
  readonly deterministic: boolean;
  readonly checkpointInterval: number;
  /** Infinity: no limit. */
  readonly maxConcurrentSteps: number;
  readonly durability: "full" | "normal";
  /** 0: none. */
  readonly historyEntries: number;
  /** After the end; null: forever. */
  readonly retentionMs: number | null;
  readonly record: "lazy" | "eager" | undefined;
  readonly tags: readonly string[];
  /** One for each argument. */
  readonly input: readonly StandardSchema[] | undefined;
  readonly output: StandardSchema | undefined;
}

const CLEANUP_TIMEOUT_MS = 600_000;
const BOUNDED_HISTORY_ENTRIES = 1000;

/** Checks an engine's defaults for its functions (`engine.functions`); throws as `readOptions` does. */
export const functionDefaults = (where: string, options?: FunctionDefaults): FunctionDefaults =>
  readOptions("engine.functions", where, options);

/**
 * A durable function's options, checked. `where` names it for people; `defaults` have been checked by
 * `functionDefaults`. Throws a PerdureError as `readOptions` does, and PD2122.
 */
export function functionPolicy(
  where: string,
  options?: FunctionOptions,
  defaults: FunctionDefaults = {},
): FunctionPolicy {
  const given: FunctionOptions = { ...defaults, ...readOptions("function", where, options) };
  const { deterministic = false, checkpointInterval = 1, history = "bounded", retention, input } = given;
  if (checkpointInterval > 1 && !deterministic) {
    throw new PerdureError(intervalNotDeterministic({ where, interval: String(checkpointInterval) }));
  }
  return {
    name: given.name,
    formerly: given.formerly ?? [],
    retry: retryPolicy(given),
    timeoutMs: parseDuration(given.timeout),
    attemptTimeoutMs: parseDuration(given.attemptTimeout),
    cleanupTimeoutMs: parseDuration(given.cleanupTimeout) ?? CLEANUP_TIMEOUT_MS,
    deterministic,
    checkpointInterval,
    maxConcurrentSteps: given.maxConcurrentSteps ?? Infinity,
    durability: given.durability ?? "full",
    historyEntries: history === "bounded" ? BOUNDED_HISTORY_ENTRIES : history === "off" ? 0 : history,
    retentionMs: retention === "forever" ? null : (parseDuration(retention) ?? null),
    record: given.record,
    tags: given.tags ?? [],
    input: input === undefined || Array.isArray(input) ? input : [input as StandardSchema],
    output: given.output,
  };
}
