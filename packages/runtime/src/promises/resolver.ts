import { StaleClosureError } from "../errors/stale-closure-error.js";
import { said } from "../machine/said.js";
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

type Settler = (value: unknown) => void;

const resolvers = new WeakMap<object, Resolver>();

export const resolverState = (value: object): Resolver | undefined => resolvers.get(value);

/** One of the two functions that settle a promise. */
export function resolver(how: Resolver["how"], of?: Resolving): Settler {
  const state: Resolver = { how, of };
  const settle = (value: unknown): void => {
    const resolving = state.of!;
    const settled = stateOf(resolving.promise)!;
    const { home, source } = settled;
    if (resolving.isDone) return;
    const isLeft = source?.kind === "foreign";
    if (!home.state.isOpen && !isLeft) throw new StaleClosureError(`${how} of a promise`);
    resolving.isDone = true;
    const carryOut = (): void => (how === "resolve" ? settled.resolve(value) : settled.reject(value));
    if (!isLeft) return carryOut();
    settled.source = undefined;
    home.foreignEnded(settled, carryOut);
  };
  Object.defineProperty(settle, "name", { value: "" });
  resolvers.set(settle, state);
  return settle;
}

/** Both functions, which a snapshot can hold. */
function resolversOf(promise: DurablePromise) {
  const of = { promise, isDone: false };
  return { of, resolve: resolver("resolve", of), reject: resolver("reject", of) };
}

/**
 * Gives both functions to `body`, as `new Promise(body)` does. Where it has called neither they may be anywhere, also
 * with a timer or a listener, which call them when they like.
 */
export function handOver(promise: DurablePromise, body: (...resolvers: Settler[]) => unknown): void {
  const { of, resolve, reject } = resolversOf(promise);
  try {
    body(resolve, reject);
  } catch (error) {
    said(error);
    reject(error);
  }
  if (!of.isDone) stateOf(promise)!.leave();
}

/** `Promise.withResolvers()` of compiled code. */
export function withResolvers(home: Home): object {
  const promise = durablePromise(home);
  const { resolve, reject } = resolversOf(promise);
  return { promise, resolve, reject };
}
