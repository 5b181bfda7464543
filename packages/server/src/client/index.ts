/** A typed client of the coordinator. */
export { createClient, type Client, type ClientOptions } from "./create-client.js";
export type { ClientHandle } from "./handle.js";
export type { ClientObjects } from "./objects.js";
export type { ExecutionList, ExecutionView, ListQuery } from "./views.js";
export type { AnyFunction, ArgumentsOf, ResultOf, StartOptions } from "./types.js";
export { CoordinatorError } from "./coordinator-error.js";
