/**
 * Where executions live. The engine knows a store only through this file; texts are the snapshot codec's.
 * Times are milliseconds since the epoch of the engine's clock.
 */

import type { Commit, CommitResult } from "./commit.js";
import type { EngineId, Execution, ExecutionFilter, Loaded, NewExecution } from "./execution.js";
import type { Message, NewCall, NewEvent, OutgoingMessage, StoredEvent } from "./message.js";
import type { CheckpointPlace } from "./checkpoint-place.js";
import type { HistoryEntry } from "./history-entry.js";
import type { ServiceMethod } from "./service-method.js";

export type { CheckpointPlace } from "./checkpoint-place.js";
export type * from "./commit.js";
export * from "./execution.js";
export type { HistoryEntry } from "./history-entry.js";
export type * from "./message.js";
export { objectConfig, type ObjectConfig, type ServiceMethod } from "./service-method.js";

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
