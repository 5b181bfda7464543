import { kindOf } from "../machine/iteration/iterator-protocol.js";

/** How far a step of an asynchronous delegation has come: what the awaited value will be the result of. */
export type DelegationPhase = "step" | "return" | "close" | "value";

/**
 * `yield* iterable`: its iterator, and after a step what the machine needs to go on. Only the iterator, its `next`
 * and the phase are stored: the rest is read at once.
 */
export class Delegation {
  readonly iterator: object;
  /** The iterator's `next`, read once. */
  readonly method: unknown;
  /** Whether an async generator steps through a synchronous iterator. */
  readonly overSync: boolean;
  phase: DelegationPhase;
  /** The iterator has ended, with `value`. */
  done = false;
  /** It ended because of a `return(value)`: the generator returns too. */
  returned = false;
  value: unknown = undefined;
  /** Of a step that did not end it: the iterator's own result object. */
  result: unknown = undefined;

  constructor(iterator: object, method: unknown, overSync = false, phase: DelegationPhase = "step") {
    this.iterator = iterator;
    this.method = method;
    this.overSync = overSync;
    this.phase = phase;
  }
}

type Method = (...args: unknown[]) => unknown;

/** A method of an iterator; undefined where it has none. */
export function optionalMethod(iterator: object, name: "return" | "throw"): Method | undefined {
  const method = (iterator as Record<string, unknown>)[name];
  return method === undefined || method === null ? undefined : callable(method);
}

/** The language's message where a method of the protocol is none. */
export function callable(method: unknown): Method {
  if (typeof method !== "function") throw new TypeError(`${kindOf(method)} is not a function`);
  return method as Method;
}

export const noThrowMethod = (): TypeError =>
  new TypeError("The iterator does not provide a 'throw' method.");
