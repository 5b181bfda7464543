import type { StepOperation } from "../operations/operation.js";

/** What becomes of an execution after a commit. */
export type Next =
  /** Its effect may start. */
  | { readonly go: "step"; readonly operation: StepOperation }
  /** It goes on from its row. */
  | { readonly go: "reload" }
  /** It has left memory: it ended, sleeps, is parked, or belongs to another engine. */
  | { readonly go: "left" };

export const LEFT: Next = { go: "left" };
