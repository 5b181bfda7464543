/**
 * Where executions live. The engine knows a store only through this file; texts are the snapshot codec's.
 * Times are milliseconds since the epoch of the engine's clock.
 */

export type ExecutionStatus =
  /** Created; its first turn has not been committed. */
  | "pending"
  /** An effect of it is in flight: whoever takes it over must start that effect again. */
  | "running"
  /** It waits for a time or a message; nothing of it is in flight. */
  | "waiting"
  | "completed"
  | "failed"
  /** It cannot go on without a person or other code; `reason` and `detail` say why. */
  | "parked";

export type ParkReason = "needs_code" | "needs_migration" | "unstorable" | "unreadable" | "poisoned";

/** The engine's number in the store, unique for the life of the file. */
export type EngineId = number;

export interface Execution {
  readonly id: string;
  /** The durable function's id. */
  readonly functionId: string;
  readonly status: ExecutionStatus;
  readonly reason: ParkReason | null;
  /** For people: why it is parked. */
  readonly detail: string | null;
  /** The engine that has it; 0: nobody yet; null: it has ended. A dead engine keeps its number until a claim. */
  readonly owner: EngineId | null;
  /** Raised by every claim; a commit with an older one is refused. */
  readonly epoch: number;
  /** Attempt of the function as a whole, from 1. */
  readonly attempt: number;
  /** Number of the last operation asked for; grows over the whole life. */
  readonly operation: number;
  /** When the engine must look at it next; null where only a message can wake it. */
  readonly dueAtMs: number | null;
  /** The arguments. */
  readonly input: string;
  /** Null before the first commit and after the end. */
  readonly snapshot: string | null;
  /** How it ended: result or error. */
  readonly outcome: string | null;
  readonly createdAtMs: number;
  readonly updatedAtMs: number;
}

export interface NewExecution {
  readonly id: string;
  readonly functionId: string;
  readonly input: string;
  readonly createdAtMs: number;
}

/**
 * What one turn changes, in one transaction, fenced by the epoch. `completed` and `failed` are final: snapshot and due
 * time are dropped, `ctx.state` is kept, and every later commit is fenced.
 */
export interface TurnCommit {
  readonly kind: "turn";
  readonly id: string;
  readonly epoch: number;
  readonly status: ExecutionStatus;
  readonly reason: ParkReason | null;
  readonly detail: string | null;
  readonly attempt: number;
  readonly operation: number;
  readonly dueAtMs: number | null;
  readonly snapshot: string | null;
  readonly outcome: string | null;
  readonly updatedAtMs: number;
  /** Changed entries of `ctx.state`; null deletes. */
  readonly state: readonly StateWrite[];
}

export interface StateWrite {
  readonly key: string;
  readonly value: string | null;
}

/** An operation's outcome, recorded ahead of the turn that consumes it; the next turn commit removes it. */
export interface OutcomeCommit {
  readonly kind: "outcome";
  readonly id: string;
  readonly epoch: number;
  readonly operation: number;
  readonly outcome: string;
}

/** Parks an execution where its last commit left it: it is not due any more, and nothing else changes. */
export interface ParkCommit {
  readonly kind: "park";
  readonly id: string;
  readonly epoch: number;
  readonly reason: ParkReason;
  readonly detail: string;
  readonly updatedAtMs: number;
}

export type Commit = TurnCommit | OutcomeCommit | ParkCommit;

/** `fenced`: the engine does not own the execution now; the caller must drop it. An error concerns this one alone. */
export type CommitResult = { readonly status: "committed" | "fenced" } | { readonly error: unknown };

/** A checkpoint's place, written once for each machine version, so that the tables can be read by people. */
export interface CheckpointPlace {
  readonly machineId: string;
  readonly hash: string;
  readonly key: string;
  readonly file: string;
  readonly line: number;
  readonly source: string;
}

/** Methods reject with a StoreError where the store as a whole fails (closed, locked, full, damaged). */
export interface Store {
  /** Makes an engine known and holds the proof that it is alive until `release` or the end of the process. */
  register(nowMs: number): Promise<EngineId>;
  /**
   * Adds an execution that `engine` owns, or that nobody owns (null), due at its creation time. Returns the one that
   * stands under the id. Those asked for at once share a transaction.
   */
  create(
    execution: NewExecution,
    engine: EngineId | null,
  ): Promise<{ created: boolean; execution: Execution }>;
  /**
   * Takes over up to `limit` unended executions of these functions that no living engine owns, raising their epochs.
   * `pending` and `running` ones, become due at once; those parked for `needs_code` or
   * `needs_migration` run again, since this engine may have other code.
   * Returns how many.
   */
  claim(engine: EngineId, functionIds: readonly string[], limit: number, nowMs: number): Promise<number>;
  /** Executions of this engine that are due, oldest first. They stay due until a commit changes their due time. */
  due(engine: EngineId, nowMs: number, limit: number): Promise<readonly Execution[]>;
  /** The next due time among this engine's executions that is later than `nowMs`, or null. */
  nextDueAtMs(engine: EngineId, nowMs: number): Promise<number | null>;
  load(id: string): Promise<Execution | null>;
  /** All of an execution's `ctx.state`, in the order in which the keys were first set. */
  loadState(id: string): Promise<readonly { key: string; value: string }[]>;
  /** Outcomes recorded ahead of their turn. */
  loadOutcomes(id: string): Promise<readonly { operation: number; outcome: string }[]>;
  /**
   * One transaction for all of them, one savepoint for each; results in the same order. Calls are carried out in the
   * order in which they were made. Where it rejects, nothing was stored and the same commits may be tried again.
   */
  commit(engine: EngineId, commits: readonly Commit[]): Promise<readonly CommitResult[]>;
  /** Remembers places that it does not know yet. */
  describe(places: readonly CheckpointPlace[]): Promise<void>;
  /** Whether another connection has written since the last call. */
  changed(): Promise<boolean>;
  /** Gives all executions of the engine back and forgets it; its later commits are fenced. */
  release(engine: EngineId): Promise<void>;
  /** After the writes that were asked for. Engines that were not released count as dead from then on. */
  close(): Promise<void>;
}
