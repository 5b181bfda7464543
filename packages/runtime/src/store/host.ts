import type { Commit, CommitResult, EngineId, NewEvent, OutgoingMessage, Store } from "./store.js";

/** Names a write, so that the same one, sent again because its answer was lost, is carried out once. */
export interface Receipt {
  /** Only the last write of a scope is remembered: writes that are sent one after the other share one. */
  readonly scope: string;
  /** Grows within a scope; a write that comes after its successor is refused. */
  readonly request: number;
  readonly atMs: number;
}

/** An engine of another process, and the name under which it comes back. */
export interface Session {
  readonly engine: EngineId;
  readonly session: string;
}

/** What a coordinator, which serves engines of other processes, needs of its store beyond the interface. */
export interface Host {
  /** `register` for another process: the same session gets the same engine, for as long as that one is not gone. */
  admit(session: string, nowMs: number): Promise<EngineId>;
  /** Engines that were admitted, by this process or an earlier one, and neither left nor lost their executions. */
  sessions(): Promise<readonly Session[]>;
  commit(engine: EngineId, commits: readonly Commit[], receipt: Receipt): Promise<readonly CommitResult[]>;
  send(to: string, message: Omit<OutgoingMessage, "to">, receipt: Receipt): Promise<boolean>;
  sendEvent(event: NewEvent, receipt: Receipt): Promise<void>;
  unpark(receipt: Receipt, ...query: Parameters<Store["unpark"]>): Promise<boolean>;
  endParked(receipt: Receipt, ...query: Parameters<Store["endParked"]>): Promise<boolean>;
  /** Forgets receipts that are older. */
  forgetReceipts(beforeMs: number): Promise<void>;
}
