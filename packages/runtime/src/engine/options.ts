import type { OperationRecord } from "../operations/operation.js";
import type { Service } from "../services/service.js";
import type { Store } from "../store/store.js";
import type { Clock } from "./clock.js";

/** Where the engine reports what a person should know; an object of pino's shape fits. */
export interface Logger {
  warn(details: object, message: string): void;
  error(details: object, message: string): void;
}

/** What tests see and change; production leaves it alone. */
export interface Instruments {
  /** Called when an operation's outcome reaches the durable function. */
  onOperation?(executionId: string, record: OperationRecord): void;
  /** Commit at every durable await and drop every live object there: the execution goes on from its snapshot. */
  readonly freezeDry?: boolean;
  /** Run a restored step on a copy of its own, so that a write to what it captures shows. */
  readonly isolateSteps?: boolean;
}

export interface EngineOptions {
  /** A path, or a store that is open. Default: `.perdure/perdure.db` beside the main module's package.json. */
  readonly store?: string | Store;
  /** Services that calls are routed to. Default: all that the process has declared. */
  readonly services?: readonly Service[];
  /** Default: warnings and errors go to the console. */
  readonly logger?: Logger;
  readonly clock?: Clock;
  /** Ids for executions that are started without one. Default: UUID v7. */
  readonly newId?: () => string;
  /** How often to look for what other processes wrote, in milliseconds. Default 50; 0: never. */
  readonly pollMs?: number;
  readonly instruments?: Instruments;
}
