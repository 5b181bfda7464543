import type { StepOperation } from "../operations/operation.js";
import type { Execution, TurnCommit } from "../store/store.js";
import type { StepEnd } from "./steps.js";

/** What may be watched from outside, for traces and metrics. */
export interface Observer {
  started?(execution: Execution): void;
  /** An attempt of a step begins. */
  stepStarted?(execution: Execution, operation: StepOperation): void;
  stepEnded?(execution: Execution, operation: StepOperation, end: StepEnd): void;
  /** A turn is in the store. */
  committed?(execution: Execution, commit: TurnCommit): void;
}
