import type { FunctionDefaults } from "./function-options.js";
import { parseDuration, type Duration } from "./duration.js";
import { readOptions } from "./known-options.js";
import { retryPolicy, type RetryOptions, type RetryPolicy } from "./retry-policy.js";

/** How calls of one method of a durable object are carried out. */
export interface MethodOptions extends RetryOptions {
  /** Over all attempts, from the moment at which the object takes the call: then a `TimeoutError`. */
  readonly timeout?: Duration;
  /**
   * What becomes of the fields where the method throws: they stay as the code left them ("keep", the default), or as
   * they were before ("rollback", only for methods without `ctx`).
   */
  readonly onError?: "keep" | "rollback";
  /** Reads what was committed last, without waiting in line; what it changes is dropped. Not with `ctx`. */
  readonly shared?: boolean;
}

/** Options of a class of durable objects. */
export interface ObjectOptions extends FunctionDefaults {
  /** Part of the class's id, so write it as a plain string. Default: its place in the source. */
  readonly name?: string;
  /** Names that the class had, so that objects which were stored under them are found. */
  readonly formerly?: readonly string[];
  /** Of the shape of the fields: a whole number from 1, the default, raised with each change of the shape. */
  readonly version?: number;
  /** Turns the fields that an older version has stored into those of this one. */
  upgrade?(fields: Record<string, unknown>, fromVersion: number): unknown;
  /** Methods that read what was committed last, without waiting in line. */
  readonly shared?: readonly string[];
  /** Options of methods, by their names, where no decorator says them. */
  readonly methods?: Readonly<Record<string, MethodOptions>>;
  /** Lets a call in that comes from what the object itself waits for, instead of a `DeadlockError`. */
  readonly reentrant?: boolean;
  /** Words by which objects can be searched. */
  readonly tags?: readonly string[];
}

/** A method's options as the engine uses them. */
export interface MethodPolicy {
  readonly retry: RetryPolicy | undefined;
  readonly timeoutMs: number | undefined;
  readonly rollsBack: boolean;
  readonly isShared: boolean;
}

/** Throws a PerdureError as `readOptions` does. `where` names the method for people. */
export function methodPolicy(where: string, options?: MethodOptions): MethodPolicy {
  const given: MethodOptions = readOptions("object.method", where, options);
  return {
    retry: retryPolicy(given),
    timeoutMs: parseDuration(given.timeout),
    rollsBack: given.onError === "rollback",
    isShared: given.shared === true,
  };
}

/** How one call of an object is made. */
export interface CallOptions {
  /** From outside: the same call sent again, by anybody, is applied once and answered the same. Default: a new one. */
  readonly callId?: string;
  /** Until the answer, the time in line included: then a `TimeoutError`, and the call leaves the queue. */
  readonly timeout?: Duration;
  /** From outside: the call leaves the queue when it is aborted. */
  readonly signal?: AbortSignal;
}

/** A call's options, checked, times in milliseconds. */
export interface CallPolicy {
  readonly callId?: string;
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal;
}

export function callPolicy(where: string, options?: CallOptions): CallPolicy {
  const { timeout, ...given } = readOptions("object.call", where, options);
  const timeoutMs = parseDuration(timeout);
  return { ...given, ...(timeoutMs !== undefined && { timeoutMs }) };
}
