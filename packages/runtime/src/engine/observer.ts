import type { StepOperation } from "../operations/operation.js";
import type { Outcome } from "../promises/outcome.js";
import type { CommitResult, Execution, NewExecution, ParkReason, TurnCommit } from "../store/store.js";

/**
 * Told what an engine does, for traces and metrics. Errors of its methods are logged and change nothing. `telemetry`
 * of "perdure/telemetry" makes one for OpenTelemetry.
 */
export interface Observer {
  /**
   * An execution is about to be stored; where its id is taken, nothing follows. What this gives is stored with it.
   * Called in the context of whoever starts it; for a child that is its parent's code.
   */
  starting?(execution: NewExecution): string | undefined;
  /**
   * An execution has come into memory: at its start where `execution.snapshot` is null, else where it stands.
   * `trace`: what `starting` gave. The same `execution` comes with all that follows until `left`.
   */
  started?(execution: Execution, trace: string | undefined): void;
  /** It is not in memory any more. */
  left?(execution: Execution): void;
  /** Runs code of an execution, or of one of its steps, inside of what the observer puts around it. */
  run?<R>(execution: Execution, operation: StepOperation | undefined, body: () => R): R;
  /** An attempt of a step begins. */
  stepStarted?(execution: Execution, operation: StepOperation, attempt: number): void;
  /** It has ended; whether another one follows is not known yet. */
  stepEnded?(
    execution: Execution,
    operation: StepOperation,
    end: { readonly attempt: number; readonly outcome: Outcome },
  ): void;
  /** A turn is in the store. */
  committed?(execution: Execution, commit: TurnCommit): void;
  /** An execution was set aside. */
  parked?(execution: Pick<Execution, "id" | "functionId">, reason: ParkReason): void;
  /** Commits that shared a transaction are done. */
  groupCommitted?(results: readonly CommitResult[], durationMs: number): void;
  /** An execution that was due is brought into memory, so many milliseconds late. */
  woken?(execution: Execution, lateMs: number): void;
}
