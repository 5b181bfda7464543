import type { ObjectHolder } from "../engine/objects/object-holder.js";
import type { ExecutionStatus, HistoryEntry, ParkReason } from "../store/store.js";

/** An execution seen from outside, whichever process it runs in. */
export interface Handle<Result = unknown> {
  readonly id: string;
  status(): Promise<ExecutionStatus>;
  /** Waits for the end: the function's result, its error, or a `ParkedError`. */
  result(): Promise<Result>;
  /** The last `ctx.setProgress`, undefined where there was none. */
  progress<T = unknown>(): Promise<T | undefined>;
  /**
   * Throws a `CancelledError` at the execution's awaits, so that it can clean up; a second call ends it at once.
   * False where it has ended already.
   */
  cancel(reason?: string): Promise<boolean>;
  info(): Promise<ExecutionInfo>;
  /** What it has done, oldest first. */
  history(options?: { readonly limit?: number }): Promise<readonly HistoryEntry[]>;
}

/** What is known about an execution without its code. */
export interface ExecutionInfo {
  readonly id: string;
  readonly functionId: string;
  readonly status: ExecutionStatus;
  /** Parked: why. */
  readonly reason: ParkReason | null;
  readonly detail: string | null;
  readonly attempt: number;
  readonly tags: readonly string[];
  /** The execution that started it. */
  readonly parent: string | null;
  /** A durable object: the call that it carries out; null where it is free, and for other executions. */
  readonly holder: ObjectHolder | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
  /** When the engine looks at it next; null where only a message wakes it. */
  readonly dueAt: Date | null;
}
