import type { RetryOptions } from "../operations/retry-policy.js";
import type { StepInfo } from "../operations/operation.js";
import type { Duration } from "./duration.js";

/**
 * What a durable function does its durable work with. Every operation is awaited where it is made; its outcome
 * is stored before the next one starts, and after a crash the function goes on at that `await`.
 */
export interface DurableContext {
  /** The execution's id. */
  readonly id: string;
  /** Attempt of the function as a whole, from 1. */
  readonly attempt: number;
  /** Values kept by key for as long as the execution lives. */
  readonly state: DurableState;

  /**
   * Runs `fn` as a step: at least once until its outcome is stored, never again afterwards. `fn` sees copies of
   * what it captures after a restart, so it must not write to them, and must not use `ctx`.
   */
  run<T>(fn: (info: StepInfo) => T, options?: RetryOptions): Promise<Awaited<T>>;
  run<T>(label: string, fn: (info: StepInfo) => T, options?: RetryOptions): Promise<Awaited<T>>;

  /** Calls a service's method: a handler in this process, else its address, with an `Idempotency-Key`. */
  call<T = unknown>(service: string, method: string, payload?: unknown, options?: RetryOptions): Promise<T>;

  /** Waits for a length of time or until a moment; nothing of the execution stays in memory meanwhile. */
  sleep(duration: Duration | Date): Promise<void>;
}

/** Values are copied in and out. Reads and writes settle inside the turn and are stored with the next commit. */
export interface DurableState {
  /** A fresh copy of the value, or `fallback` where the key was never set. */
  get<T = unknown>(key: string): Promise<T | undefined>;
  get<T>(key: string, fallback: T): Promise<T>;
  set(key: string, value: unknown): Promise<void>;
  /** Whether the key was there. */
  delete(key: string): Promise<boolean>;
  /** In the order in which they were first set. */
  keys(): Promise<string[]>;
  clear(): Promise<void>;
}
