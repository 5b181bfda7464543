import type { ParkReason } from "../store/store.js";

/** What the user's code is told about executions; called once, after the commit; not where the process dies in between. */
export interface Hooks {
  /** An execution has failed for good; not called for one that was cancelled or ended by a person. */
  onFailed?(details: { readonly id: string; readonly functionId: string; readonly error: unknown }): void;
  /** An execution cannot go on without a person or other code. */
  onParked?(details: {
    readonly id: string;
    readonly functionId: string;
    readonly reason: ParkReason;
    readonly detail: string;
  }): void;
}
