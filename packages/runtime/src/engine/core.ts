import type { DurableDefinition } from "../api/definition.js";
import type { FunctionPolicy } from "../options/function-options.js";
import type { Log, Logger } from "../execution/logger.js";
import type { Checkpoint } from "../machine/abi.js";
import type { OperationDefaults } from "../options/step-policy.js";
import type { Service } from "../services/service.js";
import type { EngineId, Execution, Store } from "../store/store.js";
import type { Activity } from "./activity.js";
import type { Clock } from "./clock.js";
import type { GroupCommit } from "./commit/group-commit.js";
import type { Hooks } from "./hooks.js";
import type { Observer } from "./observer.js";
import type { Instruments } from "./options.js";
import type { StepSurroundings } from "./steps/perform-step.js";
import type { Run } from "./run.js";
import type { Steps } from "./steps/steps.js";
import type { StoreServices } from "./store-services.js";
import type { Waiters } from "./waiters.js";

/** What the engine's parts share. */
export interface Core {
  readonly store: Store;
  /** Another one after a lease was lost. */
  engineId: EngineId;
  readonly commits: GroupCommit;
  readonly clock: Clock;
  readonly newId: () => string;
  /** From 0 up to 1. */
  readonly random: () => number;
  readonly services: () => readonly Service[];
  /** Who serves what on this store. */
  readonly storeServices: StoreServices;
  readonly operationDefaults: OperationDefaults | undefined;
  /** A function's options, with what the engine says where they do not. */
  policyOf(definition: DurableDefinition): FunctionPolicy;
  /** Of an outcome's text. */
  readonly maxValueBytes: number;
  /** Of an execution's text. */
  readonly maxSnapshotBytes: number;
  readonly surroundings: StepSurroundings;
  readonly logger: Logger;
  readonly instruments: Instruments;
  readonly observer: Observer;
  readonly waiters: Waiters;
  /** Callers of durable objects in this process, outside of any execution, by the ids of their calls. */
  readonly callers: Waiters;
  /** Calls that an object answers with an error instead of carrying them out, by their ids. */
  readonly refusedCalls: Map<string, unknown>;
  readonly activity: Activity;
  readonly steps: Steps;
  /** Executions in memory, by id. */
  readonly runs: Map<string, Run>;
  /** Places that the store knows already. */
  readonly describedPlaces: Set<Checkpoint>;
  /** Durable functions of which it was logged that no process runs them. */
  readonly unserved: Set<string>;
  /** Aborted when the engine stops. */
  readonly stopping: AbortSignal;
  /** What `ctx.log` is. */
  logOf(execution: Execution): Log;
  /** Calls one of the user's hooks; its error is logged. */
  hook<Name extends keyof Hooks>(name: Name, details: Parameters<NonNullable<Hooks[Name]>>[0]): void;
  /** Looks for due executions at `atMs`, or earlier. */
  wakeAt(atMs: number): void;
  /** Brings an execution into memory, or lets the one that is there look for what is due. */
  launch(id: string): void;
  /** There may be room in memory again. */
  roomMade(): void;
  /** Looks for messages that were put into inboxes. */
  messagesArrived(): void;
  /** Whether an execution that is not in memory now will be in a moment. */
  isComing(id: string): boolean;
  /** Drops the live objects: nothing of it is in flight. */
  leave(run: Run): void;
  /** The same, for the reason that is logged. */
  drop(run: Run, reason: string): void;
  /** Drops the live objects and loads the execution again: at once, or a little later with each failure in a row. */
  reload(run: Run): void;
  reloadLater(run: Run): void;
}
