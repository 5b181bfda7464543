import { StaleClosureError } from "../errors/stale-closure-error.js";
import { durablePromise, stateOf, type DurablePromise } from "./durable-promise.js";
import type { Home } from "./home.js";

/** What the two functions share that settle a promise: once one was called, both do nothing. */
export interface Resolving {
  readonly promise: DurablePromise;
  isDone: boolean;
}

/** What a function that settles a promise does; `of` is absent while a snapshot is being read. */
interface Resolver {
  readonly how: "resolve" | "reject";
  of: Resolving | undefined;
}

const resolvers = new WeakMap<object, Resolver>();

export const resolverState = (value: object): Resolver | undefined => resolvers.get(value);

/** One of the two functions that settle a promise. */
export function resolver(how: Resolver["how"], of?: Resolving): (value: unknown) => void {
  const state: Resolver = { how, of };
  const settle = (value: unknown): void => {
    const resolving = state.of!;
    const settled = stateOf(resolving.promise)!;
    if (!settled.home.state.isOpen) throw new StaleClosureError(`${how} of a promise`);
    if (resolving.isDone) return;
    resolving.isDone = true;
    if (how === "resolve") settled.resolve(value);
    else settled.reject(value);
  };
  Object.defineProperty(settle, "name", { value: "" });
  resolvers.set(settle, state);
  return settle;
}

/** Both functions, which a snapshot can hold. */
export function resolversOf(promise: DurablePromise) {
  const of = { promise, isDone: false };
  return { resolve: resolver("resolve", of), reject: resolver("reject", of) };
}

/** `Promise.withResolvers()` of compiled code. */
export function withResolvers(home: Home): object {
  const promise = durablePromise(home);
  return { promise, ...resolversOf(promise) };
}
