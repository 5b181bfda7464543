import type { Outcome } from "./outcome.js";
import { durablePromise, stateOf, type DurablePromise } from "./durable-promise.js";
import type { Home } from "./home.js";
import { toDurable } from "./resolved.js";

/** The functions of `Promise` that wait for several promises. */
export type CombinationKind = "all" | "allSettled" | "race" | "any";

/** A `Promise.all` or its like, half-way: counts down until the outcome is known. */
export interface Combination {
  readonly kind: CombinationKind;
  readonly promise: DurablePromise;
  /** Results, or for `any` errors, in the order of the legs; a leg that has not ended has a hole. */
  readonly values: unknown[];
  /** Legs that have not ended. */
  remaining: number;
}

/** Starts one over durable promises, foreign ones and plain values. */
export function combine(home: Home, kind: CombinationKind, iterable: Iterable<unknown>): DurablePromise {
  const promise = durablePromise(home);
  const state = stateOf(promise)!;
  if (!isIterable(iterable)) {
    // The language's own error.
    state.followNative((Promise[kind] as (values: unknown) => Promise<unknown>).call(Promise, iterable));
    return promise;
  }
  const combination: Combination = { kind, promise, values: [], remaining: 1 };
  state.source = { kind: "combination", combination };
  try {
    let index = 0;
    for (const leg of iterable) {
      combination.remaining += 1;
      combination.values.length = index + 1;
      stateOf(toDurable(home, leg))!.react({ kind: "leg", combination, index });
      index += 1;
    }
  } catch (error) {
    state.reject(error);
  }
  countDown(home, combination);
  return promise;
}

/** One leg has ended. */
export function legSettled(home: Home, combination: Combination, index: number, outcome: Outcome): void {
  const { kind, values } = combination;
  const state = stateOf(combination.promise)!;
  const failed = "error" in outcome;
  if (kind === "race") return state.settle(outcome);
  if (kind === "all" && failed) return state.settle(outcome);
  if (kind === "any" && !failed) return state.settle(outcome);
  if (kind === "allSettled") {
    values[index] = failed
      ? { status: "rejected", reason: outcome.error }
      : { status: "fulfilled", value: outcome.value };
  } else values[index] = failed ? outcome.error : outcome.value;
  countDown(home, combination);
}

function countDown(home: Home, combination: Combination): void {
  if (--combination.remaining > 0 || combination.kind === "race") return;
  const { kind, values } = combination;
  const state = stateOf(combination.promise)!;
  if (kind === "any") {
    state.reject(home.enter(() => new AggregateError(values, "All promises were rejected")));
  } else state.settle({ value: values });
}

const isIterable = (value: unknown): value is Iterable<unknown> =>
  value !== undefined &&
  value !== null &&
  typeof (value as Partial<Iterable<unknown>>)[Symbol.iterator] === "function";
