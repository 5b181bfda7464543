import { declaredServices } from "../services/service.js";
import type { EngineId, Store } from "../store/store.js";
import { Activity } from "./activity.js";
import { systemClock } from "./clock.js";
import { consoleLogger } from "./console-logger.js";
import type { Core } from "./core.js";
import { Executor } from "./executor.js";
import { GroupCommit } from "./group-commit.js";
import type { EngineOptions } from "./options.js";
import { Scheduler } from "./scheduler.js";
import { Waiters } from "./waiters.js";

export interface Parts {
  readonly core: Core;
  readonly executor: Executor;
  readonly scheduler: Scheduler;
  /** Ends the steps that are still in flight, through their signal. */
  abort(): void;
}

/** Puts the parts of an engine together. */
export function openCore(store: Store, engineId: EngineId, options: EngineOptions): Parts {
  const stopping = new AbortController();
  const { services, clock = systemClock, logger = consoleLogger, instruments = {} } = options;
  const core: Core = {
    store,
    engineId,
    commits: new GroupCommit(store, engineId),
    clock,
    services: () => services ?? declaredServices(),
    logger,
    instruments,
    waiters: new Waiters(),
    activity: new Activity(),
    live: new Map(),
    describedPlaces: new Set(),
    parkedForCode: new Set(),
    stopping: stopping.signal,
    wakeAt: (atMs) => scheduler.wakeAt(atMs),
    reloadLater: (id) => executor.reloadLater(id),
  };
  const executor = new Executor(core);
  const scheduler = new Scheduler(core, executor);
  return { core, executor, scheduler, abort: () => stopping.abort() };
}
