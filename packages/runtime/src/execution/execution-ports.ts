import type { Around } from "./around.js";
import type { Log } from "./logger.js";
import type { Operation, PendingOperation } from "../operations/operation.js";
import type { Outcome } from "../promises/outcome.js";
import type { OperationDefaults } from "../options/step-policy.js";
import type { NewExecution } from "../store/store.js";
import type { LiveExecution } from "./live-execution.js";

/** What an execution needs of its engine. */
export interface ExecutionPorts {
  /** Milliseconds since the epoch. */
  nowMs(): number;
  readonly log: Log;
  /** What all its code runs inside of; undefined: nothing. */
  readonly around: Around | undefined;
  /** What is said for all operations that do not say it themselves. */
  readonly operations: OperationDefaults | undefined;
  /** Stop also where the only task waits for what has settled: for tests. */
  readonly holdsAtSettled: boolean;
  /** All its jobs have run: its tasks wait, for durable promises or for something foreign. */
  quiet(live: LiveExecution): void;
  /** An operation settles inside the turn. `text`: the outcome's, where it has one. */
  settled(live: LiveExecution, operation: Operation, outcome: Outcome, text: string): void;
  /** A step is not wanted any more: its signal is aborted, and `error` is its outcome. */
  cancelStep(live: LiveExecution, operation: PendingOperation, error: Error): void;
  readOutcome(text: string): Outcome;
  /** The durable function that serves a method on this store, where one does; in another process, its id alone. */
  functionOf(service: string, method: string): object | undefined;
  /** What a child starts with beside its arguments; called where the parent's code runs. */
  childHeader(child: NewExecution): string | null;
  /** What a child starts with, and a copy of the arguments. */
  childInput(
    durableFunction: object,
    args: readonly unknown[],
  ): {
    readonly functionId: string;
    readonly input: string;
    readonly tags: readonly string[];
    readonly copy: readonly unknown[];
    /** Another process has its code. */
    readonly elsewhere?: true;
  };
}
