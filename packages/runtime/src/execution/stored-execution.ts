import type { StoredFrame } from "../frames/stored-frame.js";
import type { PendingOperation } from "../operations/operation.js";
import type { DurablePromise } from "../promises/durable-promise.js";

/** The snapshot's form; readers for it stay when a later one comes. */
export const SNAPSHOT_VERSION = 1;

/** The root of a snapshot. */
export interface StoredExecution {
  readonly v: typeof SNAPSHOT_VERSION;
  /** How many pages belong to it; absent: none. */
  readonly pages?: number;
  readonly tasks: readonly StoredTask[];
  /** The function's result. Absent while its task runs and nothing else is to be said of it. */
  readonly main?: DurablePromise;
  /** Number of the last task. */
  readonly lastTask: number;
  readonly pending: readonly Pending[];
}

/** What will settle a promise: an operation, or something that could not be stored. */
export type Pending = StoredOperation | { readonly kind: "foreign"; readonly promise: DurablePromise };

export interface StoredTask {
  readonly id: number;
  /**
   * The number of an operation whose promise nothing else holds. Absent where the task waits for something that could
   * not be stored.
   */
  readonly waitsFor?: DurablePromise | number;
  /** What its end settles: its promise, or the first request to an async generator. Of the function: see `main`. */
  readonly result?: DurablePromise;
  readonly generator?: object;
  /** Innermost first. */
  readonly frames: readonly StoredFrame[];
}

/** An abandoned one has no promise any more; of one that only a task waits for, that is not stored. */
export type StoredOperation = Omit<PendingOperation, "promise"> & { readonly promise?: DurablePromise };
