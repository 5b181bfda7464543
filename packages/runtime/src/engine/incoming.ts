import type { ObjectCall } from "../objects/object-call.js";
import type { Outcome } from "../promises/outcome.js";

/** What reaches an execution. */
export type Incoming =
  | {
      readonly kind: "outcome";
      readonly operation: number;
      readonly outcome: Outcome;
      readonly text: string;
      /** The message's number, where it is in the store. */
      readonly seq?: number;
      /** Time alone has settled it: it would again after a restart, so there is nothing to record. */
      readonly timer?: true;
    }
  | { readonly kind: "cancel"; readonly reason: string | undefined; readonly seq: number }
  | { readonly kind: "end"; readonly reason: string | undefined; readonly seq: number }
  /** A call of a durable object's method. */
  | { readonly kind: "call"; readonly call: ObjectCall; readonly seq: number }
  /** One of its deadlines has passed. */
  | { readonly kind: "deadline" };
