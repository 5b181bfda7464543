/** Generators of compiled code, which a snapshot can store, and what their `yield*` needs. */
export { delegate, delegateStep } from "./delegate.js";
export { delegateAsync, delegateCall, delegateTake } from "./delegate-async.js";
