import { v7 as uuid } from "uuid";
import { policies } from "./policies.js";
import { declaredServices } from "../services/service.js";
import type { EngineId, Store } from "../store/store.js";
import { Activity } from "./activity.js";
import { systemClock } from "./clock.js";
import { consoleLogger } from "./logging/console-logger.js";
import type { Core } from "./core.js";
import { ExecutionLogger } from "./logging/execution-logger.js";
import { Executor } from "./executor.js";
import { GroupCommit } from "./commit/group-commit.js";
import { guardedObserver } from "./guarded-observer.js";
import type { Hooks } from "./hooks.js";
import type { EngineOptions } from "./options.js";
import { readObject } from "./objects/read-object.js";
import { redactor } from "./logging/redacted.js";
import { redactingLogger } from "./logging/redacting-logger.js";
import { Scheduler } from "./scheduler.js";
import { Slots } from "./steps/slots.js";
import { Starts } from "./starts.js";
import { stepEnded } from "./steps/step-ended.js";
import { Steps } from "./steps/steps.js";
import { StoreServices } from "./store-services.js";
import { Waiters } from "./waiters.js";

const MAX_CONCURRENT_EFFECTS = 1000;
const MAX_RUNNING = 10_000;
const MAX_VALUE_BYTES = 16 * 1024 * 1024;
const MAX_SNAPSHOT_BYTES = 64 * 1024 * 1024;

export interface Parts {
  readonly core: Core;
  readonly executor: Executor;
  readonly scheduler: Scheduler;
  readonly starts: Starts;
  /** Ends the steps that are still in flight, through their signal. */
  abort(): void;
}

/** Puts the parts of an engine together, from options that have been checked. */
export function openCore(store: Store, engineId: EngineId, options: EngineOptions): Parts {
  const stopping = new AbortController();
  const { clock = systemClock, logger: given = consoleLogger, hooks = {} } = options;
  const redact = redactor(options.redact ?? []);
  const logger = redactingLogger(given, redact);
  const observer = guardedObserver(options.observer ?? {}, logger);
  const services = () => options.services ?? declaredServices();
  const core: Core = {
    store,
    engineId,
    commits: new GroupCommit(store, () => core.engineId, observer),
    clock,
    newId: options.newId ?? (() => uuid()),
    random: options.random ?? Math.random,
    services,
    storeServices: new StoreServices(store),
    operationDefaults: options.operations,
    policyOf: policies(options.functions ?? {}),
    maxValueBytes: options.maxValueBytes ?? MAX_VALUE_BYTES,
    maxSnapshotBytes: options.maxSnapshotBytes ?? MAX_SNAPSHOT_BYTES,
    surroundings: {
      clock,
      get services() {
        return services();
      },
      read: (object, method, args) => readObject(core, object, method, args),
    },
    logger,
    instruments: options.instruments ?? {},
    observer,
    waiters: new Waiters(),
    callers: new Waiters(),
    refusedCalls: new Map(),
    activity: new Activity(),
    get steps() {
      return steps;
    },
    runs: new Map(),
    describedPlaces: new Set(),
    unserved: new Set(),
    stopping: stopping.signal,
    logOf: ({ id, functionId, attempt }) =>
      new ExecutionLogger(given, { execution: id, function: functionId, attempt }, redact),
    hook: (name, details) => callHook(core, hooks, name, details),
    wakeAt: (atMs) => scheduler.wakeAt(atMs),
    launch: (id) => executor.launch(id),
    roomMade: () => starts.roomMade(),
    messagesArrived: () => scheduler.messagesArrived(),
    isComing: (id) => executor.isComing(id),
    leave: (run) => executor.leave(run),
    drop(run, reason) {
      executor.leave(run);
      logger.warn({ execution: run.id }, reason);
    },
    reload: (run) => executor.reload(run),
    reloadLater: (run) => executor.reloadLater(run),
  };
  const slots = new Slots(options.maxConcurrentEffects ?? MAX_CONCURRENT_EFFECTS);
  const steps = new Steps(core, slots, (end) => stepEnded(core, end));
  const executor = new Executor(core, options.maxRunning ?? MAX_RUNNING);
  const starts = new Starts(() => executor.isFull, options.whenFull ?? "wait");
  const scheduler = new Scheduler(core, executor);
  return { core, executor, scheduler, starts, abort: () => stopping.abort() };
}

function callHook<Name extends keyof Hooks>(
  { logger }: Core,
  hooks: Hooks,
  name: Name,
  details: Parameters<NonNullable<Hooks[Name]>>[0],
): void {
  try {
    hooks[name]?.(details as never);
  } catch (error) {
    logger.error({ err: error }, `the hook ${name} has thrown`);
  }
}
