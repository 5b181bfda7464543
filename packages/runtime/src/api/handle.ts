import type { ExecutionStatus } from "../store/store.js";

/** An execution seen from outside. */
export interface Handle<Result = unknown> {
  readonly id: string;
  status(): Promise<ExecutionStatus>;
  /** Waits for the end: the function's result, its error, or a `ParkedError`. */
  result(): Promise<Result>;
}
