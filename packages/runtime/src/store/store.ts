/**
 * Where executions live. The engine knows a store only through this file; texts are the snapshot codec's.
 * Times are milliseconds since the epoch of the engine's clock.
 */

import type { CheckpointPlace } from "./checkpoint-place.js";
import type { HistoryEntry } from "./history-entry.js";
import type { ServiceMethod } from "./service-method.js";

export type { CheckpointPlace, HistoryEntry, ServiceMethod };

export type ExecutionStatus =
  /** Created; its first turn has not been committed. */
  | "pending"
  /** An effect of it is in flight: whoever takes it over must start that effect again. */
  | "running"
  /** It waits for a time or a message; nothing of it is in flight. */
  | "waiting"
  /** Its function has returned and `outcome` is there; tasks or effects that it started still run. */
  | "completing"
  | "completed"
  | "failed"
  /** It ended by being cancelled. */
  | "cancelled"
  /** It cannot go on without a person or other code; `reason` and `detail` say why. */
  | "parked";

export type ParkReason = "needs_code" | "needs_migration" | "unstorable" | "unreadable" | "poisoned";

/** The engine's number in the store, unique for the life of the file. */
export type EngineId = number;

/** `owner` of a parked execution that any engine may take whose code has not tried it. */
export const OTHER_CODE = -1;

/** The store's own key of an execution, small and fast. */
export type Seq = number;

export interface Execution {
  readonly seq: Seq;
  readonly id: string;
  /** The durable function's id. */
  readonly functionId: string;
  readonly status: ExecutionStatus;
  readonly reason: ParkReason | null;
  /** For people: why it is parked. */
  readonly detail: string | null;
  /**
   * The engine that has it; 0: nobody yet; OTHER_CODE;
   * null: it has ended. A dead engine keeps its number until a claim.
   */
  readonly owner: EngineId | null;
  /** Raised by every claim; a commit with an older one is refused. */
  readonly epoch: number;
  /** Attempt of the function as a whole, from 1. */
  readonly attempt: number;
  /** Number of the last operation asked for; grows over the whole life. */
  readonly operation: number;
  /** When the engine must look at it next; null where only a message can wake it. */
  readonly dueAtMs: number | null;
  /**
   * Processes that died while this execution's code ran since its last turn commit, as far as is known; see `claim`
   * and `MarkCommit`.
   */
  readonly strikes: number;
  /** The execution that started it, by its id, and the operation that waits for it there. */
  readonly parent: string | null;
  readonly parentOperation: number | null;
  readonly tags: readonly string[];
  /** What it was started with beside the arguments (carriers, options of this start), as the engine writes it. */
  readonly header: string | null;
  /** The arguments. */
  readonly input: string;
  /** Null before the first commit, between two attempts of the function, and after the end. */
  readonly snapshot: string | null;
  /** What holds across attempts of the function (deadlines, a cancellation), as the engine writes it. */
  readonly control: string | null;
  /** The last `ctx.setProgress`. */
  readonly progress: string | null;
  /** How it ended: result or error. */
  readonly outcome: string | null;
  readonly createdAtMs: number;
  readonly updatedAtMs: number;
  /** Ended: when a sweep may remove it; null: never. */
  readonly expiresAtMs: number | null;
}

export interface NewExecution {
  readonly id: string;
  readonly functionId: string;
  readonly input: string;
  readonly createdAtMs: number;
  /** When its first turn is due. Default: its creation time. */
  readonly dueAtMs?: number;
  readonly tags?: readonly string[];
  readonly header?: string | null;
  readonly parent?: string | null;
  readonly parentOperation?: number | null;
  /** A turn's child that another engine is to run: nobody owns it until a claim. */
  readonly elsewhere?: true;
}

/** A message to an execution. They are taken in the order of `seq`. */
export interface Message {
  readonly seq: number;
  readonly kind: MessageKind;
  /** The operation that it concerns, else null. */
  readonly operation: number | null;
  readonly payload: string | null;
}

export type MessageKind =
  /** `payload`: the outcome of `operation`: a child's end, an effect recorded ahead of its turn, a transaction's result. */
  | "outcome"
  /** An event that `operation` waited for. `payload`: the event's. */
  | "event"
  /** `payload`: the reason, or null. */
  | "cancel"
  /** A person ends it without running its code. `payload`: the reason. */
  | "end"
  /** A call of one of a durable object's methods. `payload`: the call. */
  | "call";

/** A call of a durable object's method. */
export interface NewCall {
  /** The same call sent again is applied once. */
  readonly id: string;
  /** The object's execution. */
  readonly object: string;
  readonly payload: string;
  readonly sentAtMs: number;
}

/** A call that an execution makes; the answer is the outcome of its `operation`. */
export interface OutgoingCall extends NewCall {
  readonly operation: number;
  /** The object waits for the caller, and lets such calls in: it is no circle. */
  readonly returns?: boolean;
  /** The outcome where the object does not exist. */
  readonly missing: string;
}

/** A call that the turn has begun, by its message. */
export interface TakenCall {
  readonly id: string;
  readonly seq: number;
  /** Number of the object's last operation before it. */
  readonly since: number;
}

/** The answer to a call. It reaches an execution as a message, and who waits outside by `answers`. */
export interface Answer {
  readonly id: string;
  readonly outcome: string;
  /** How long a repeated send of this call, from outside, is known. */
  readonly expiresAtMs: number;
}

/** An event on its way to one waiter. */
export interface NewEvent {
  readonly eventId: string;
  readonly payload: string | null;
  /** Only this execution may have it. */
  readonly to?: string | null;
  /** To all that wait now, none of them kept. */
  readonly broadcast?: boolean;
  readonly sentAtMs: number;
  /** From then on it is not delivered any more, but listed as expired. */
  readonly expiresAtMs: number;
}

export interface StoredEvent extends NewEvent {
  readonly seq: number;
}

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

/** A part of a snapshot that is stored apart, by its number in the execution. */
export interface Page {
  readonly page: number;
  readonly text: string;
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

export interface KeptOutcome {
  readonly key: string;
  readonly outcome: string;
}

export interface OutgoingMessage {
  readonly to: string;
  readonly kind: MessageKind;
  readonly operation?: number | null;
  readonly payload?: string | null;
}

export interface NewWait {
  readonly operation: number;
  readonly eventId: string;
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

/** An execution as it comes into memory. */
export interface Loaded {
  readonly execution: Execution;
  /** Of the snapshot, by number. */
  readonly pages: readonly Page[];
  /** `ctx.state`, in the order in which the keys were first set. */
  readonly state: readonly { readonly key: string; readonly value: string }[];
  readonly inbox: readonly Message[];
  readonly kept: readonly KeptOutcome[];
}

/** All given conditions hold; lists mean "one of". */
export interface ExecutionFilter {
  readonly status?: readonly ExecutionStatus[];
  readonly reason?: readonly ParkReason[];
  readonly functionId?: readonly string[];
  /** All of them. */
  readonly tags?: readonly string[];
  readonly parent?: string;
  readonly createdFromMs?: number;
  readonly createdBeforeMs?: number;
  /** Newest first; the next page starts below the last `seq` of this one. */
  readonly beforeSeq?: Seq;
  readonly limit: number;
}

/**
 * Methods reject with a StoreError where the store as a whole fails (closed, locked, full, damaged), and those that
 * name an engine with a LeaseLostError where the store has taken it for dead; `commit` is fenced then.
 */
export interface Store {
  /** Makes an engine known and holds the proof that it is alive until `release` or the end of the process. */
  register(nowMs: number): Promise<EngineId>;
  /**
   * Adds an execution that `engine` owns, or that nobody owns (null). Returns the one that stands under the id.
   * Those asked for at once share a transaction.
   */
  create(
    execution: NewExecution,
    engine: EngineId | null,
  ): Promise<{ created: boolean; execution: Execution }>;
  /**
   * Takes over up to `limit` unended executions of these functions that no living engine owns, raising their epochs.
   * `running` and `completing` ones, and those with messages, become due at once, but `pending` ones keep the time at
   * which they begin; those parked for `needs_code` or `needs_migration` run again, since this engine may have other
   * code; other parked ones stay so. What was parked with a `code` is taken too, unless `code`, which stands for all
   * that the engine has loaded, is one of those that have parked it since its last turn.
   * One that was in flight (those three) or due when its engine died gets a strike, up to two; one that is marked with
   * three or more is parked as `poisoned`. Nothing of this for engines that were released: three strikes become two.
   * Returns how many.
   */
  claim(
    engine: EngineId,
    functionIds: readonly string[],
    limit: number,
    nowMs: number,
    code?: string,
  ): Promise<number>;
  /** Executions of this engine that are due, oldest first. They stay due until a commit changes their due time. */
  due(engine: EngineId, nowMs: number, limit: number): Promise<readonly Execution[]>;
  /** The next due time among this engine's executions that is later than `nowMs`, or null. */
  nextDueAtMs(engine: EngineId, nowMs: number): Promise<number | null>;
  /** Messages to this engine's executions with a `seq` above `after`, in order. */
  messages(
    engine: EngineId,
    after: number,
    limit: number,
  ): Promise<readonly (Message & { readonly execution: string })[]>;
  find(id: string): Promise<Execution | null>;
  load(id: string): Promise<Loaded | null>;
  /**
   * One transaction for all of them, a savepoint for each that needs one; results in the same order. Calls are
   * carried out in the order in which they were made. Where it rejects, nothing was stored and the same commits may
   * be tried again.
   */
  commit(engine: EngineId, commits: readonly Commit[]): Promise<readonly CommitResult[]>;
  /** A message from outside of any execution. False where the execution does not exist or has ended. */
  send(to: string, message: Omit<OutgoingMessage, "to">): Promise<boolean>;
  /** An event from outside of any execution. */
  sendEvent(event: NewEvent): Promise<void>;
  /**
   * A call from outside of any execution. `known`: it was sent before, and stands or is answered; `missing`: there is no
   * such object.
   */
  call(call: NewCall): Promise<"sent" | "known" | "missing">;
  /** Answers to calls from outside, of those that there are. */
  answers(ids: readonly string[]): Promise<readonly { readonly id: string; readonly outcome: string }[]>;
  /** A call from outside leaves the queue. False where it has begun, or is not known. */
  giveUp(call: string): Promise<boolean>;
  /**
   * Why `object` cannot answer the call that `caller` waits for in `operation`: the executions that wait for each other, from the object to the caller, each for
   * the next one; null where nothing of the kind holds it up.
   */
  cycle(object: string, caller: string, operation: number): Promise<readonly string[] | null>;
  /** Calls that wait in line for an object. */
  queued(object: string): Promise<number>;
  /** Events that were not consumed, oldest first: those that have expired by `nowMs`, or those that have not. */
  events(expired: boolean, nowMs: number, limit: number): Promise<readonly StoredEvent[]>;
  list(filter: ExecutionFilter): Promise<readonly Execution[]>;
  /** Oldest first. At most the last `limit` entries that were kept. */
  history(id: string, limit: number): Promise<readonly HistoryEntry[]>;
  /**
   * A parked execution runs again: from its snapshot (`resume`), or from its start as a new attempt (`retry`). Nobody
   * owns it then, so that the next claim takes it. False where it is not parked.
   */
  unpark(id: string, how: "resume" | "retry", nowMs: number, history?: string): Promise<boolean>;
  /**
   * Ends a parked execution with the given outcome text, as `cancelled`, and tells its parent; its children are told
   * to end as well, for the same reason. False where it is not parked. `forgets`: it is an object, which is removed; who
   * waits for a call of it gets the same outcome.
   */
  endParked(
    id: string,
    outcome: string,
    nowMs: number,
    more?: { readonly history?: string; readonly reason?: string | null; readonly forgets?: boolean },
  ): Promise<boolean>;
  /**
   * Removes ended executions whose time has come, with all that belongs to them; children only when their own time has
   * come. Events that expired a month ago go too. Returns how many executions.
   */
  sweep(nowMs: number, limit: number): Promise<number>;
  /** Remembers places that it does not know yet. */
  describe(places: readonly CheckpointPlace[]): Promise<void>;
  /** How many engines have registered and not been released; dead ones count until a claim has seen them. */
  engines(): Promise<number>;
  /** Says who serves these methods from now on. */
  publish(methods: readonly ServiceMethod[]): Promise<void>;
  /** All that was published. */
  services(): Promise<readonly ServiceMethod[]>;
  /**
   * Whether another connection has written since the last call something that may concern others than the engine it
   * came from. It may wait a moment for that.
   */
  changed(): Promise<boolean>;
  /** Gives all executions of the engine back and forgets it; its later commits are fenced. */
  release(engine: EngineId): Promise<void>;
  /** After the writes that were asked for. Engines that were not released count as dead from then on. */
  close(): Promise<void>;
}
