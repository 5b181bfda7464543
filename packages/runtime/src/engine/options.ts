import type { OperationRecord } from "../operations/operation.js";
import type { Service } from "../services/service.js";
import type { Codec } from "../store/codec/codec.js";
import type { Store } from "../store/store.js";
import type { FunctionDefaults } from "../options/function-options.js";
import type { Logger } from "../execution/logger.js";
import type { OperationDefaults } from "../options/step-policy.js";
import type { PageLimits } from "../snapshot/pages/index.js";
import type { Clock } from "./clock.js";
import type { Hooks } from "./hooks.js";
import type { Observer } from "./observer.js";

/** What tests see and change; production leaves it alone. */
export interface Instruments {
  /** Called when an operation's outcome reaches the durable function. */
  onOperation?(executionId: string, record: OperationRecord): void;
  /** Commit at every durable await and drop every live object there: the execution goes on from its snapshot. */
  readonly freezeDry?: boolean;
  /** Run a restored step on a copy of its own, so that a write to what it captures shows. */
  readonly isolateSteps?: boolean;
  /** From where on states are split into pages, and into what. */
  readonly pages?: Partial<PageLimits>;
}

export interface EngineOptions {
  /** A path, or a store that is open. Default: `.perdure/perdure.db` beside the main module's package.json. */
  readonly store?: string | Store;
  /** For a store that is opened from a path. Default "full": a commit survives a loss of power. */
  readonly durability?: "full" | "normal";
  /** Services that calls are routed to. Default: all that the process has declared. */
  readonly services?: readonly Service[];
  /** What holds for functions that do not say it themselves. */
  readonly functions?: FunctionDefaults;
  /** What holds for operations that do not say it themselves. */
  readonly operations?: OperationDefaults;
  /** Effects of all executions that run at the same time. Default 1000. */
  readonly maxConcurrentEffects?: number;
  /** The largest outcome of a step or a function, as stored, in bytes; above it: an `UnstorableResultError`. Default 16 MiB. */
  readonly maxValueBytes?: number;
  /** The largest state of an execution, as stored, in bytes; above it: a `SnapshotTooLargeError` at the await. Default 64 MiB. */
  readonly maxSnapshotBytes?: number;
  /** Changes all texts that hold data on their way into the store and back: see `encryption` in "perdure/encryption". */
  readonly codec?: Codec;
  /** Executions in memory at the same time; others that are due wait in the store. Default 10,000. */
  readonly maxRunning?: number;
  /** What `start` does while so many are in memory: wait for room (the default), or throw an `EngineBusyError`. */
  readonly whenFull?: "wait" | "refuse";
  /** Default: warnings and errors go to the console. */
  readonly logger?: Logger;
  /** Told about executions that have failed or are parked. */
  readonly hooks?: Hooks;
  /** Told what goes on, for traces and metrics: see `telemetry` in "perdure/telemetry". */
  readonly observer?: Observer;
  /**
   * Fields whose values are not shown in log lines: `"password"` at any depth, `"card.number"` at the end of a path,
   * in any case. Programs get the values as they are.
   */
  readonly redact?: readonly string[];
  readonly clock?: Clock;
  /** From 0 up to 1, for jitter. Default: `Math.random`. */
  readonly random?: () => number;
  /** Ids for executions that are started without one. Default: UUID v7. */
  readonly newId?: () => string;
  /** How often to look for what other processes wrote, in milliseconds; more often while they write. Default 40; 0: never. */
  readonly pollMs?: number;
  readonly instruments?: Instruments;
}

export type { Logger };
