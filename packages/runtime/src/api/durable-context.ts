import type { AnyObjectClass, ConstructorArguments, Stub } from "./stub-types.js";
import type { OperationOptions } from "../options/step-policy.js";
import type { StepInfo } from "../operations/operation.js";
import type { CallArguments, MethodOf, ResultOf, TypedService } from "../services/typed-service.js";
import type { DurableFunction } from "./durable-function.js";
import type { Duration } from "../options/duration.js";
import type { Log } from "../execution/logger.js";
import type { SendEventOptions, SpawnOptions, WaitForEventOptions } from "../options/operation-options.js";
import type { Settled, SpawnTask, Spawned } from "./spawn-types.js";

/**
 * What a durable function does its durable work with. Each operation gives a durable promise: its outcome is stored,
 * and after a crash the function goes on at its `await`. Operations may be started now and awaited later.
 */
export interface DurableContext {
  /** The execution's id. */
  readonly id: string;
  /** Attempt of the function as a whole, from 1. */
  readonly attempt: number;
  /**
   * The execution's id and the number of its last operation: the same whenever the code after that operation runs
   * again. Inside `ctx.run` use the step's own, from its argument.
   */
  readonly idempotencyKey: string;
  /** Aborted when the execution is cancelled or times out; a fresh one stands here for the clean-up then. */
  readonly signal: AbortSignal;
  /** Lines of this execution. Code that runs again after a crash logs again. */
  readonly log: Log;
  /** Values kept by key for as long as the execution lives, over all attempts of the function. */
  readonly state: DurableState;
  /** The engine's clock: milliseconds since the epoch; virtual in tests. */
  now(): number;

  /**
   * Runs `fn` as a step: at least once until its outcome is stored, never again afterwards. `fn` sees copies of
   * what it captures after a restart, so it must not write to them, and must not use `ctx`.
   */
  run<T>(fn: (info: StepInfo) => T, options?: OperationOptions): Promise<Awaited<T>>;
  run<T>(label: string, fn: (info: StepInfo) => T, options?: OperationOptions): Promise<Awaited<T>>;

  /** Starts a durable function as a child and waits for its result: exactly once. */
  call<Args extends readonly unknown[], Result>(
    fn: DurableFunction<Args, Result>,
    ...args: Args
  ): Promise<Result>;
  /** Calls a method of a service whose interface is known: `durable.service<Processor>("processor")`. */
  call<S, M extends MethodOf<S>>(
    service: TypedService<S>,
    method: M,
    ...rest: CallArguments<S, M, OperationOptions>
  ): Promise<ResultOf<S, M>>;
  /** Calls a service's method: a handler in this process, else its address, with an `Idempotency-Key`. */
  call<T = unknown>(
    service: string,
    method: string,
    payload?: unknown,
    options?: OperationOptions,
  ): Promise<T>;

  /**
   * A durable object, created with these arguments at its first call where it does not exist. Each method of what this
   * gives is a call that is carried out exactly once, in its turn; shared methods read the last commit.
   */
  getObject<Class extends AnyObjectClass>(
    Class: Class,
    id: string,
    ...args: ConstructorArguments<Class>
  ): Stub<InstanceType<Class>>;

  /**
   * Runs tasks side by side: a durable function as a child, a compiled helper as a task (it gets `ctx` first), any
   * other function as a step. Results in the order of the tasks; the first failure cancels the rest.
   */
  spawn<const Tasks extends readonly SpawnTask[]>(
    tasks: Tasks,
    options: SpawnOptions & { readonly settle: true },
  ): Promise<{ -readonly [K in keyof Tasks]: Settled<Spawned<Tasks[K]>> }>;
  spawn<const Tasks extends readonly SpawnTask[]>(
    tasks: Tasks,
    options?: SpawnOptions,
  ): Promise<{ -readonly [K in keyof Tasks]: Spawned<Tasks[K]> }>;

  /** Waits for a length of time or until a moment; nothing of the execution stays in memory meanwhile. */
  sleep(duration: Duration | Date): Promise<void>;

  /** Waits for an event with this id, from any execution or from outside. `timeout`: then a `TimeoutError`. */
  waitForEvent<T = unknown>(eventId: string, options?: WaitForEventOptions): Promise<T>;

  /** Sends an event: to one waiter, the first one; kept for 7 days where nobody waits. Leaves with the next commit. */
  sendEvent(eventId: string, payload?: unknown, options?: SendEventOptions): Promise<void>;

  /**
   * Runs the user's own statements in the commit of this turn: `fn` gets the driver's database, must be synchronous,
   * and must not use `ctx`. Where it throws, its statements are undone.
   */
  transaction<T, Database = SqlDatabase>(fn: (database: Database) => T): Promise<T>;

  /** What `handle.progress()` shows while the execution runs; leaves with the next commit. */
  setProgress(progress: unknown): void;
}

/** The part that better-sqlite3 and node:sqlite have in common. */
export interface SqlDatabase {
  exec(sql: string): unknown;
  prepare(sql: string): {
    run(...parameters: unknown[]): { readonly changes: number | bigint };
    get(...parameters: unknown[]): unknown;
    all(...parameters: unknown[]): unknown[];
  };
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
