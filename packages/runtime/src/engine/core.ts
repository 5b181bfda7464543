import type { LiveExecution } from "../execution/live-execution.js";
import type { Service } from "../services/service.js";
import type { EngineId, Store } from "../store/store.js";
import type { Activity } from "./activity.js";
import type { Clock } from "./clock.js";
import type { GroupCommit } from "./group-commit.js";
import type { Instruments, Logger } from "./options.js";
import type { Waiters } from "./waiters.js";

/** What the engine's operations share. */
export interface Core {
  readonly store: Store;
  readonly engineId: EngineId;
  readonly commits: GroupCommit;
  readonly clock: Clock;
  readonly services: () => readonly Service[];
  readonly logger: Logger;
  readonly instruments: Instruments;
  readonly waiters: Waiters;
  readonly activity: Activity;
  /** Executions in memory, by id. One that is taken out here stops: its steps' outcomes are dropped. */
  readonly live: Map<string, LiveExecution>;
  /** Places that the store knows already, as `machine hash key`. */
  readonly describedPlaces: Set<string>;
  /** Executions that were parked because their code is not loaded or does not fit. */
  readonly parkedForCode: Set<string>;
  /** Aborted when the engine stops. */
  readonly stopping: AbortSignal;
  /** Looks for due executions at `atMs`, or earlier. */
  wakeAt(atMs: number): void;
  /** Drops the live objects and loads the execution again, a little later with each failure. */
  reloadLater(id: string): void;
}
