/** Executions, as a store keeps them. Times are milliseconds since the epoch of the engine's clock. */

import type { Message } from "./message.js";

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

/** A part of a snapshot that is stored apart, by its number in the execution. */
export interface Page {
  readonly page: number;
  readonly text: string;
}

export interface KeptOutcome {
  readonly key: string;
  readonly outcome: string;
}

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
