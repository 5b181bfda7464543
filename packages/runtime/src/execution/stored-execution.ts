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
  /** The function's result, where its task does not lead there any more. */
  readonly main: DurablePromise;
  /** Number of the last task. */
  readonly lastTask: number;
  readonly pending: readonly Pending[];
}

/** What will settle a promise: an operation, or something that could not be stored. */
export type Pending = StoredOperation | { readonly kind: "foreign"; readonly promise: DurablePromise };

export interface StoredTask {
  readonly id: number;
  /** Absent where the task waits for something that could not be stored. */
  readonly waitsFor?: DurablePromise;
  /** What its end settles: its promise, or the first request to an async generator. */
  readonly result?: DurablePromise;
  readonly generator?: object;
  /** Innermost first. */
  readonly frames: readonly StoredFrame[];
}

/** An abandoned one has no promise any more. */
export type StoredOperation = Omit<PendingOperation, "promise"> & { readonly promise?: DurablePromise };

/** The tags by which an execution's own objects are stored. */
export const TAGS = ["ctx", "ctx.state", "ctx.signal", "ctx.log"] as const;
