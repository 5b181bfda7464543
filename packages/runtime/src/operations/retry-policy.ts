import { checkOptions } from "../api/known-options.js";
import { durationMs, type Duration } from "../api/duration.js";
import { ServiceError } from "../errors/service-error.js";
import { UnstorableResultError } from "../errors/unstorable-result-error.js";

/** How a step is tried again. Nothing is retried unless `maxRetries` says so. */
export interface RetryOptions {
  /** Further attempts after the first. Default 0. */
  readonly maxRetries?: number;
  /** Wait before the first retry. Default "1s". */
  readonly retryDelay?: Duration;
  /** Factor by which the wait grows with each retry. Default 2. */
  readonly backoff?: number;
  /** The longest wait. Default "1 hour", or `retryDelay` where that is longer. */
  readonly maxDelay?: Duration;
}

/** The stored form, in milliseconds. */
export interface RetryPolicy {
  readonly maxRetries: number;
  readonly retryDelayMs: number;
  readonly backoff: number;
  readonly maxDelayMs: number;
}

const HOUR_MS = 3_600_000;
const KNOWN = ["maxRetries", "retryDelay", "backoff", "maxDelay"];

export function retryPolicy(where: string, options: RetryOptions = {}): RetryPolicy | undefined {
  checkOptions(where, options, KNOWN);
  const { maxRetries = 0, retryDelay = 1000, backoff = 2, maxDelay } = options;
  const retryDelayMs = durationMs(retryDelay, `${where} (retryDelay)`);
  const maxDelayMs = durationMs(maxDelay ?? Math.max(HOUR_MS, retryDelayMs), `${where} (maxDelay)`);
  return maxRetries > 0 ? { maxRetries, retryDelayMs, backoff, maxDelayMs } : undefined;
}

/** The wait before the next attempt in milliseconds, or undefined where `error` after `attempt` is final. */
export function nextDelayMs(
  policy: RetryPolicy | undefined,
  attempt: number,
  error: unknown,
): number | undefined {
  if (!policy || attempt > policy.maxRetries) return undefined;
  if (error instanceof UnstorableResultError) return undefined;
  if (error instanceof ServiceError && !error.retryable) return undefined;
  return Math.min(policy.retryDelayMs * policy.backoff ** (attempt - 1), policy.maxDelayMs);
}
