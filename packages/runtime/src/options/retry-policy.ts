import { parseDuration, type Duration } from "./duration.js";
import { RetryIfError } from "../errors/retry-if-error.js";

/** How a step, or a function as a whole, is tried again. Nothing is retried unless `maxRetries` says so. */
export interface RetryOptions {
  /** Further attempts after the first; Infinity: without end. Default 0. */
  readonly maxRetries?: number;
  /** Wait before the first retry. Default "1s". */
  readonly retryDelay?: Duration;
  /**
   * How the wait grows with each retry: doubled ("exponential", the default), by `retryDelay` each time ("linear"),
   * not at all ("constant"), or by a factor of its own.
   */
  readonly backoff?: "exponential" | "linear" | "constant" | number;
  /** The longest wait. Default "1 hour", or `retryDelay` where that is longer. */
  readonly maxDelay?: Duration;
  /**
   * The part of each wait that is left to chance, so that many that failed together do not come back together: with
   * 0.2 a wait of 10 s takes 8 to 10 s, with 1 or true 0 to 10 s. Default: none.
   */
  readonly jitter?: boolean | number;
  /**
   * Whether an error is worth another attempt; `attempt` counts from 1. Must answer at once, and not throw: either
   * ends the step with a `RetryIfError`. Not asked for errors with `retryable === false`, which are final.
   */
  readonly retryIf?: (error: unknown, attempt: number) => boolean;
}

/** The stored form, in milliseconds; `retryIf` is stored as a closure. */
export interface RetryPolicy {
  readonly maxRetries: number;
  readonly retryDelayMs: number;
  /** A factor, or "linear". */
  readonly backoff: number | "linear";
  readonly maxDelayMs: number;
  /** From 0 to 1; absent: 0. */
  readonly jitter?: number;
  readonly retryIf?: (error: unknown, attempt: number) => boolean;
}

const FIRST_DELAY_MS = 1000;
const LONGEST_DELAY_MS = 3_600_000;
const FACTORS = { exponential: 2, constant: 1, linear: "linear" } as const;

/** Of options that have been checked; undefined where nothing is to be retried. */
export function retryPolicy(options: RetryOptions): RetryPolicy | undefined {
  const { maxRetries = 0, backoff = "exponential", jitter = 0, retryIf } = options;
  if (maxRetries === 0) return undefined;
  const retryDelayMs = parseDuration(options.retryDelay) ?? FIRST_DELAY_MS;
  const maxDelayMs = parseDuration(options.maxDelay) ?? Math.max(LONGEST_DELAY_MS, retryDelayMs);
  return {
    maxRetries,
    retryDelayMs,
    backoff: typeof backoff === "number" ? backoff : FACTORS[backoff],
    maxDelayMs,
    ...(Number(jitter) > 0 && { jitter: Number(jitter) }),
    ...(retryIf && { retryIf }),
  };
}

/** What follows a failed attempt: the wait before the next one in milliseconds, or the final error. */
export type AfterFailure = { readonly retryInMs: number } | { readonly error: unknown };

/** As `nextDelayMs`, with the error that is final from then on: a failure of `retryIf` takes the place of its own. */
export function afterFailure(
  policy: RetryPolicy | undefined,
  attempt: number,
  error: unknown,
  random: () => number,
): AfterFailure {
  try {
    const retryInMs = nextDelayMs(policy, attempt, error, random);
    return retryInMs === undefined ? { error } : { retryInMs };
  } catch (failed) {
    return { error: failed };
  }
}

/**
 * The wait before the next attempt in milliseconds, or undefined where `error` after `attempt` (from 1) is final.
 * An error's `retryAfterMs`, as a service's `Retry-After` gives it, wins where it is longer, also over `maxDelay`.
 * `random` gives a number from 0 up to 1. Throws a RetryIfError where `retryIf` throws or gives a promise.
 */
export function nextDelayMs(
  policy: RetryPolicy | undefined,
  attempt: number,
  error: unknown,
  random: () => number,
): number | undefined {
  if (!policy || attempt > policy.maxRetries || field(error, "retryable") === false) return undefined;
  if (policy.retryIf && !isWorthIt(policy.retryIf, error, attempt)) return undefined;
  const grown = policy.retryDelayMs * growth(policy.backoff, attempt);
  // 0 * Infinity: many attempts without a wait
  const longestMs = Number.isNaN(grown) ? 0 : Math.min(grown, policy.maxDelayMs);
  const ownMs = Math.round(longestMs * (policy.jitter ? 1 - policy.jitter * random() : 1));
  const askedMs = field(error, "retryAfterMs");
  return typeof askedMs === "number" && Number.isFinite(askedMs) ? Math.max(ownMs, askedMs) : ownMs;
}

const growth = (backoff: RetryPolicy["backoff"], attempt: number): number =>
  backoff === "linear" ? attempt : backoff ** (attempt - 1);

function isWorthIt(retryIf: NonNullable<RetryPolicy["retryIf"]>, error: unknown, attempt: number): boolean {
  let answer: unknown;
  try {
    answer = retryIf(error, attempt);
  } catch (cause) {
    throw new RetryIfError(cause instanceof Error ? cause.message : String(cause), error, { cause });
  }
  if (typeof field(answer, "then") === "function") {
    (answer as Promise<unknown>).then(undefined, () => {}); // its rejection has no one else to go to
    throw new RetryIfError("it gave a promise", error);
  }
  return Boolean(answer);
}

/** What an error says about itself, whichever class it is of; one that cannot be asked says nothing. */
function field(value: unknown, name: string): unknown {
  try {
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>)[name] : undefined;
  } catch {
    return undefined;
  }
}
