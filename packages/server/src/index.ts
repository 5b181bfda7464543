/** The coordinator: a store of durable executions over HTTP. */
export { startCoordinator, type Coordinator } from "./coordinator.js";
export type { CoordinatorOptions } from "./coordinator-options.js";
