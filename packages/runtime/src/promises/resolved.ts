import { durablePromise, stateOf, type DurablePromise } from "./durable-promise.js";
import type { Home } from "./home.js";
import { nativePromise } from "./promise-state.js";

/** `Promise.resolve(value)` of compiled code: a durable promise, itself where `value` is one. */
export function toDurable(home: Home, value: unknown): DurablePromise {
  if (stateOf(value)?.home === home) return value as DurablePromise;
  const promise = durablePromise(home);
  const state = stateOf(promise)!;
  if (value instanceof Promise) state.followNative(nativePromise(value));
  else state.resolve(value);
  return promise;
}
