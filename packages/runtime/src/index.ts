/** Plain async functions that survive a crash and go on in the middle. */
export { durable, type DurableFunction, type DurableOptions, type StartOptions } from "./api/durable.js";
export type { DurableContext, DurableState } from "./api/durable-context.js";
export type { Duration } from "./api/duration.js";
export type { Handle } from "./api/handle.js";
export type { RetryOptions } from "./operations/retry-policy.js";
export type { StepInfo } from "./operations/operation.js";
export type { Handler, Remote, Service } from "./services/service.js";
export { createEngine, type Engine } from "./engine/engine.js";
export { defaultEngine } from "./engine/default-engine.js";
export type { EngineOptions, Logger } from "./engine/options.js";
export type { ExecutionStatus } from "./store/store.js";
export { PerdureError } from "./errors/perdure-error.js";
export { ServiceError } from "./errors/service-error.js";
export { ParkedError } from "./errors/parked-error.js";
export { UnstorableResultError } from "./errors/unstorable-result-error.js";
