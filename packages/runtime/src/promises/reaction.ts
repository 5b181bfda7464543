import type { Outcome } from "./outcome.js";
import type { Combination } from "./combination.js";
import type { DurablePromise } from "./durable-promise.js";

/** What happens when a promise settles. All but `native` can be stored. */
export type Reaction =
  /** The task with this number waits for it. */
  | { readonly kind: "task"; readonly task: number }
  | {
      readonly kind: "then";
      readonly derived: DurablePromise;
      readonly onFulfilled: Handler | undefined;
      readonly onRejected: Handler | undefined;
    }
  | { readonly kind: "finally"; readonly derived: DurablePromise; readonly onFinally: () => unknown }
  /** What `finally` returned has settled: the outcome from before goes on. */
  | { readonly kind: "pass"; readonly derived: DurablePromise; readonly outcome: Outcome }
  /** A promise was resolved with this one. */
  | { readonly kind: "follow"; readonly derived: DurablePromise }
  /** One of those that `Promise.all` and its like wait for. */
  | { readonly kind: "leg"; readonly combination: Combination; readonly index: number }
  /** One of the tasks of a `ctx.spawn`, whose promise this is. */
  | { readonly kind: "spawned"; readonly spawn: DurablePromise; readonly index: number }
  | NativeReaction;

/** Code that is not compiled waits in memory. */
export interface NativeReaction {
  readonly kind: "native";
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: unknown) => void;
}

export type Handler = (value: unknown) => unknown;
