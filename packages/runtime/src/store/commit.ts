/** What an engine changes. Texts are the snapshot codec's. */

import type { ExecutionStatus, KeptOutcome, NewExecution, Page, ParkReason, Seq } from "./execution.js";
import type { Answer, NewEvent, NewWait, OutgoingCall, OutgoingMessage, TakenCall } from "./message.js";

/**
 * What one turn changes, in one transaction, fenced by epoch and owner. `completed`, `failed` and `cancelled` are
 * final: snapshot and pages, due time, messages, waits and events held for this execution are dropped, `ctx.state` is kept, and
 * every later commit is fenced. A commit without the optional fields writes one row.
 */
export interface TurnCommit extends Weakly {
  readonly kind: "turn";
  readonly seq: Seq;
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
  readonly control: string | null;
  /** Absent: unchanged. */
  readonly progress?: string | null;
  /** Counts in final commits only. */
  readonly expiresAtMs?: number | null;
  /** What changes in the pages of the snapshot. */
  readonly pages?: PagesWrite;
  /** Changed entries of `ctx.state`; null deletes. */
  readonly state?: readonly StateWrite[];
  /** Messages that the turn has consumed, by `seq`. */
  readonly consumed?: readonly number[];
  /** Outcomes that survive an attempt of the function, by the user's key. */
  readonly kept?: readonly KeptOutcome[];
  readonly children?: readonly NewExecution[];
  /** To other executions, by id. To one that has ended or does not exist: dropped. */
  readonly messages?: readonly OutgoingMessage[];
  readonly events?: readonly NewEvent[];
  /** Calls of durable objects. */
  readonly calls?: readonly OutgoingCall[];
  /**
   * Calls that this object has begun, and consumed. Where one has been withdrawn meanwhile the whole commit is refused
   * with `conflict`.
   */
  readonly taken?: readonly TakenCall[];
  readonly answers?: readonly Answer[];
  /** Operations whose calls are given up: they leave the queue; one that has begun goes on, and nobody is told. */
  readonly givenUp?: readonly number[];
  /**
   * In final commits of objects: the execution is removed, so that its id is free, and who still waits for a call of it
   * gets this outcome.
   */
  readonly forgets?: string;
  /** Operations that wait for an event from now on; one that is there already is delivered in this transaction. */
  readonly waits?: readonly NewWait[];
  /**
   * Waits that are given up. `timedOut` ones must still stand: where an event was delivered before, the whole commit
   * is refused with `conflict`. For the others an event that was delivered and not consumed goes to the next waiter.
   */
  readonly withdrawn?: readonly { readonly operation: number; readonly timedOut: boolean }[];
  /**
   * A new attempt of the function: the last one's waits are given up, and events that it consumed go back, for this
   * execution alone, until its end.
   */
  readonly returnsEvents?: boolean;
  /** No other attempt can follow: events that are consumed here need not be kept for one. */
  readonly forgetsEvents?: boolean;
  /** A JSON array of `HistoryEntry`, added to the execution's history. */
  readonly history?: string;
  /** How many entries are kept, at least, where some are added. Default 1000. */
  readonly historyEntries?: number;
  /**
   * The user's own statements, run in this transaction; `run` gets the driver's database and gives the text of the
   * outcome, which is stored as a message of kind `outcome`. Where it throws, only its statements are undone, and
   * `failed` gives the text. It may run again, after everything that it did was undone.
   */
  readonly transaction?: {
    readonly operation: number;
    run(database: unknown): string;
    failed(error: unknown): string;
  };
}

export interface PagesWrite {
  /** Drops all pages before anything else. */
  readonly clear?: boolean;
  /** Adds pages, or replaces them. */
  readonly write: readonly Page[];
  /** By number. */
  readonly delete: readonly number[];
}

export interface StateWrite {
  readonly key: string;
  readonly value: string | null;
}

/** What a loss of power may do to a commit. */
interface Weakly {
  /** It may undo the commit, but not the end of the process. Commits in one group have what the strictest asks for. */
  readonly durability?: "normal";
}

/** An operation's outcome, recorded ahead of the turn that consumes it, as a message to the execution itself. */
export interface OutcomeCommit extends Weakly {
  readonly kind: "outcome";
  readonly seq: Seq;
  readonly id: string;
  readonly epoch: number;
  readonly operation: number;
  readonly outcome: string;
}

/** Parks an execution where its last commit left it: it is not due any more, and nothing else changes. */
export interface ParkCommit {
  readonly kind: "park";
  readonly seq: Seq;
  readonly id: string;
  readonly epoch: number;
  readonly reason: ParkReason;
  readonly detail: string;
  readonly updatedAtMs: number;
  /**
   * What could not go on with it: the engine gives it away, to claims with another code. Absent: other code does not
   * help, and the engine keeps it.
   */
  readonly code?: string;
  /** As in a TurnCommit. */
  readonly history?: string;
}

/**
 * Sets `strikes` by hand: an execution that may have killed processes is marked before its code runs, so that the
 * next claim knows. Turn commits set `strikes` to 0.
 */
export interface MarkCommit {
  readonly kind: "mark";
  readonly seq: Seq;
  readonly id: string;
  readonly epoch: number;
  readonly strikes: number;
}

export type Commit = TurnCommit | OutcomeCommit | ParkCommit | MarkCommit;

export type CommitResult =
  | {
      readonly status: "committed";
      /** `seq` of the message that an OutcomeCommit, or a turn's transaction, has made. */
      readonly message?: number;
      /** The text that the transaction gave. */
      readonly outcome?: string;
      /** Something was put into an inbox, its own or another's: `messages` will give it. */
      readonly delivered?: boolean;
    }
  /** The engine does not own the execution now; the caller must drop it. */
  | { readonly status: "fenced" }
  /** See `withdrawn`: nothing was changed; the execution has to be loaded again. */
  | { readonly status: "conflict" }
  /** Concerns this commit alone. */
  | { readonly error: unknown };
