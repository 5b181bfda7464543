import { StaleClosureError } from "../errors/stale-closure-error.js";
import { currentTurn } from "../machine/current-turn.js";
import { durablePromise, stateOf, type DurablePromise } from "./durable-promise.js";
import type { Home } from "./home.js";

/** What a function that settles a promise does; `promise` is absent while a snapshot is being read. */
interface Resolver {
  readonly how: "resolve" | "reject";
  promise: DurablePromise | undefined;
}

const resolvers = new WeakMap<object, Resolver>();
/** Both functions of a promise do nothing once one of them was called, though it may still follow another one. */
const resolved = new WeakSet<DurablePromise>();

export const isResolved = (promise: DurablePromise): boolean => resolved.has(promise);
export const markResolved = (promise: DurablePromise): unknown => resolved.add(promise);

export const resolverState = (value: object): Resolver | undefined => resolvers.get(value);

/** One of the two functions that `Promise.withResolvers` gives. */
export function resolver(how: Resolver["how"], promise?: DurablePromise): object {
  const state: Resolver = { how, promise };
  const settle = (value: unknown): void => {
    const { promise } = state;
    const settled = stateOf(promise)!;
    if ((currentTurn() as unknown) !== settled.home) throw new StaleClosureError(`${how} of a promise`);
    if (resolved.has(promise!)) return;
    resolved.add(promise!);
    if (how === "resolve") settled.resolve(value);
    else settled.reject(value);
  };
  Object.defineProperty(settle, "name", { value: "" });
  resolvers.set(settle, state);
  return settle;
}

/** Gives a resolver that was made without its promise the promise. */
export function pendingResolver(value: object, promise: DurablePromise): void {
  resolvers.get(value)!.promise = promise;
}

/** `Promise.withResolvers()` of compiled code. */
export function withResolvers(home: Home): object {
  const promise = durablePromise(home);
  return { promise, resolve: resolver("resolve", promise), reject: resolver("reject", promise) };
}
