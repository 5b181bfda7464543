/** For tools and tests that build engines of their own. */
export { createEngine, Engine } from "./engine.js";
export { systemClock, type Clock } from "./clock.js";
export type { EngineOptions, Instruments } from "./options.js";
export type {
  Operation,
  OperationRecord,
  Outcome,
  StepInfo,
  StepOperation,
} from "../operations/operation.js";
export { readRunArguments } from "../operations/run-arguments.js";
export { afterFailure, type RetryOptions } from "../options/retry-policy.js";
export { stepPolicy, type OperationOptions, type StepPolicy } from "../options/step-policy.js";
export { sendPolicy, spawnPolicy, waitPolicy } from "../options/operation-options.js";
export { callOf } from "../execution/call-arguments.js";
export { findFunction } from "../services/route.js";
export { machineOf } from "../machine/compiled.js";
export { withOuterCaller, type OuterCaller } from "../machine/outer-caller.js";
export { runTask } from "./steps/perform-task.js";
export type { Logger } from "../execution/logger.js";
export { encodeInput } from "./execution-input.js";
export { readOutcome } from "./cross-by-value.js";
export { crossByValue } from "./cross-by-value.js";
export { executionInfo } from "./execution-info.js";
export { redacted } from "./logging/redacted.js";
export type { Codec } from "../store/codec/codec.js";
export { encode, decode } from "../snapshot/index.js";
export { callService } from "../services/call-service.js";
export { declaredServices } from "../services/service.js";
export { CONTEXT, newStub, stubTarget, unloadedClass, type StubTarget } from "../objects/stub.js";
export { declaredObject, objectOf } from "../objects/object-stub.js";
export {
  formerIds,
  objectExecutionId,
  objectIdOf,
  type ObjectDefinition,
} from "../objects/object-definition.js";
export { DESTROY, writeCall } from "../objects/object-call.js";
export { holderOf } from "./objects/object-holder.js";
export { objectConfig } from "../store/store.js";
export { Texts } from "../store/codec/encoded-texts.js";
export type { ObjectMethod } from "../objects/object-methods.js";
export { StateEntries } from "../execution/state-entries.js";
export { checkText } from "../options/arguments.js";
export { durationMs } from "../options/duration.js";
export { DEFINITION, type Defined } from "../api/definition.js";
export { MACHINE } from "../machine/abi.js";
export type * from "../store/store.js";
export { codecStore } from "../store/codec/codec-store.js";
export { openSqliteStore } from "../store/sqlite/open-sqlite-store.js";
export { MemoryLiveness } from "../store/sqlite/memory-liveness.js";
export { openRemoteStore, type RemoteStoreOptions } from "../store/remote/open-remote-store.js";
export type { Lease, RemoteMethod, RemoteRequest, Seen } from "../store/remote/protocol.js";
export { writtenResults } from "../store/remote/results.js";
export { writtenFailure, type WrittenFailure } from "../store/remote/failure.js";
export { checkEndpoint } from "../store/remote/check-endpoint.js";
export { LeaseLostError } from "../store/store-error.js";
export type { Liveness } from "../store/sqlite/liveness.js";
export type { SqliteStore } from "../store/sqlite/open-sqlite-store.js";
export type { Host, Receipt, Session } from "../store/host.js";
