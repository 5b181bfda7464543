import { parseDuration, type Duration } from "./duration.js";
import { readOptions } from "./known-options.js";
import { retryPolicy, type RetryOptions, type RetryPolicy } from "./retry-policy.js";

/** Options of one `ctx.run` or `ctx.call`. */
export interface OperationOptions extends RetryOptions {
  /** Over all attempts and the waits between them: then a `TimeoutError`. Default: none. */
  readonly timeout?: Duration;
  /** For each attempt: then a `TimeoutError`, which is retried where `maxRetries` asks for it. Default: none. */
  readonly attemptTimeout?: Duration;
  /**
   * The idempotency key, instead of execution id + number. The committed outcome of a key also stands for later
   * attempts of the function.
   */
  readonly key?: string;
  /**
   * When the outcome is stored: with the turn that consumes it ("lazy", the default, one commit a step), or at once
   * ("eager"), so that a crash right after it does not run the effect again.
   */
  readonly record?: "lazy" | "eager";
}

/** What an engine may say for all operations that do not say it themselves. */
export type OperationDefaults = Omit<OperationOptions, "key" | "retryIf">;

/** How a step is carried out: the stored form, times in milliseconds, without what is as usual. */
export interface StepPolicy {
  readonly retry?: RetryPolicy;
  readonly timeoutMs?: number;
  readonly attemptTimeoutMs?: number;
  readonly key?: string;
  readonly record?: "eager";
}

/** Checks an engine's defaults for operations (`engine.operations`); throws as `readOptions` does. */
export const operationDefaults = (where: string, options?: OperationDefaults): OperationDefaults =>
  readOptions("engine.operations", where, options);

/**
 * The policy of one operation; undefined where all is as usual. `defaults` have been checked by `operationDefaults`;
 * they are the engine's, never the function's own, but for `record`. Throws as `readOptions` does.
 */
export function stepPolicy(
  where: "ctx.run" | "ctx.call",
  options?: OperationOptions,
  defaults?: OperationDefaults,
): StepPolicy | undefined {
  if (options === undefined && defaults === undefined) return undefined;
  return stepPolicyOf({ ...defaults, ...readOptions(where, where, options) });
}

/** Of options that have been checked; undefined where all is as usual. */
export function stepPolicyOf(given: OperationOptions): StepPolicy | undefined {
  const { key, record } = given;
  const retry = retryPolicy(given);
  const timeoutMs = parseDuration(given.timeout);
  const attemptTimeoutMs = parseDuration(given.attemptTimeout);
  const policy: StepPolicy = {
    ...(retry && { retry }),
    ...(timeoutMs !== undefined && { timeoutMs }),
    ...(attemptTimeoutMs !== undefined && { attemptTimeoutMs }),
    ...(key !== undefined && { key }),
    ...(record === "eager" && { record }),
  };
  return Object.keys(policy).length === 0 ? undefined : policy;
}
