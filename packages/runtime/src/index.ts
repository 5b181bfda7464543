/** Plain async functions that survive a crash and go on in the middle. */
export { durable } from "./api/durable.js";
export type { DurableFunction, StartOptions } from "./api/durable-function.js";
export type { FunctionOptions } from "./options/function-options.js";
export type { Entity, EntityDefinition, EntityObject } from "./api/entity-types.js";
export type { TaskOptions } from "./options/task-options.js";
export { DurableObject } from "./api/durable-object.js";
export type { AnyObjectClass, ConstructorArguments, Stub } from "./api/stub-types.js";
export type { CallOptions, MethodOptions, ObjectOptions } from "./options/object-options.js";
export type {
  ListObjectsOptions,
  ObjectInfo,
  ObjectPage,
  ObjectDirectory,
} from "./engine/objects/object-directory.js";
export type { ObjectHolder } from "./engine/objects/object-holder.js";
export type { DurableContext, DurableState } from "./api/durable-context.js";
export type { Duration } from "./options/duration.js";
export type { ClassOptions } from "./api/register.js";
export type { Resource } from "./api/resource.js";
export type { ExecutionInfo, Handle } from "./api/handle.js";
export type { Log, Logger } from "./execution/logger.js";
export type * from "./options/operation-options.js";
export type { StandardSchema } from "./options/schema.js";
export type { RetryOptions } from "./options/retry-policy.js";
export type { OperationOptions } from "./options/step-policy.js";
export type { StepInfo } from "./operations/operation.js";
export type { ServiceConfig, HandlerConfig, SchemaConfig } from "./services/service-config.js";
export type { Worker, WorkerOptions } from "./api/worker.js";
export type { TypedService } from "./services/typed-service.js";
export type { Handler, Remote, Service } from "./services/service.js";
export { createEngine, type Engine } from "./engine/engine.js";
export { defaultEngine } from "./engine/default-engine.js";
export type { EngineOptions } from "./engine/options.js";
export type { EventInfo, EventsOptions, ListOptions, Page } from "./engine/desk.js";
export type { Carrier } from "./engine/carriers.js";
export type { Hooks } from "./engine/hooks.js";
export type { Observer } from "./engine/observer.js";
export type { Codec } from "./store/codec/codec.js";
export type { ExecutionStatus, HistoryEntry, ParkReason } from "./store/store.js";
export { CancelledError } from "./errors/cancelled-error.js";
export { DeadlockError } from "./errors/deadlock-error.js";
export { EngineBusyError } from "./errors/engine-busy-error.js";
export { ForeignWaitError } from "./errors/foreign-wait-error.js";
export { InterruptedError } from "./errors/interrupted-error.js";
export { InvalidInputError } from "./errors/invalid-input-error.js";
export { InvalidOutputError } from "./errors/invalid-output-error.js";
export { NonRetryableError } from "./errors/non-retryable-error.js";
export { ObjectMissingError } from "./errors/object-missing-error.js";
export { ParkedError } from "./errors/parked-error.js";
export { PerdureError } from "./errors/perdure-error.js";
export { RetryIfError } from "./errors/retry-if-error.js";
export { ServiceError } from "./errors/service-error.js";
export { SnapshotTooLargeError } from "./errors/snapshot-too-large-error.js";
export { StaleClosureError } from "./errors/stale-closure-error.js";
export { TimeoutError } from "./errors/timeout-error.js";
export { UnhandledTaskError } from "./errors/unhandled-task-error.js";
export { UnstorableResultError } from "./errors/unstorable-result-error.js";
export { UnstorableError } from "./snapshot/index.js";
export { StoreError } from "./store/store-error.js";
