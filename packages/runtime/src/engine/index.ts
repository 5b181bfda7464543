/** For tools and tests that build engines of their own. */
export { createEngine, Engine } from "./engine.js";
export { systemClock, type Clock } from "./clock.js";
export type { EngineOptions, Instruments, Logger } from "./options.js";
export type { Operation, OperationRecord, Outcome, StepInfo } from "../operations/operation.js";
export { readRunArguments } from "../operations/run-arguments.js";
export { retryPolicy, nextDelayMs, type RetryOptions } from "../operations/retry-policy.js";
export { crossByValue } from "./cross-by-value.js";
export { encode, decode } from "../snapshot/index.js";
export { callService } from "../services/call-service.js";
export { declaredServices } from "../services/service.js";
export { StateEntries } from "../execution/state-entries.js";
export { durationMs } from "../api/duration.js";
export { DEFINITION, type Defined } from "../api/definition.js";
export { MACHINE } from "../machine/abi.js";
export type * from "../store/store.js";
export { openSqliteStore } from "../store/sqlite/open-sqlite-store.js";
export { MemoryLiveness } from "../store/sqlite/memory-liveness.js";
