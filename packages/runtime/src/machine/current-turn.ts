import type { Arguments, Frame, Machine, Resumption } from "./abi.js";
import type { TurnState } from "./stale.js";

/** Set while compiled code of an execution runs: `ctx` and compiled functions look at it. */
export interface Turn {
  readonly executionId: string;
  /** Closed while nothing may change the execution's variables: from its commit to its next message, and once it is dropped. */
  readonly state?: TurnState;
  /** Runs an async function that was called without being awaited: a task of its own. */
  startTask(machine: Machine, self: unknown, args: Arguments): Promise<unknown>;
  /** Runs the body of an async generator for a request that was made without being awaited. */
  startBody(generator: object, frame: Frame, how: Resumption, value: unknown): void;
  newPromise(): { readonly promise: Promise<unknown>; readonly settle: Settle };
  /** A call of one of `Promise`'s own functions, or `new`; undefined where it stays native. */
  promiseCall(name: string, args: readonly unknown[]): unknown;
  /** A durable function called by compiled code: a child, or a step where it is a task. */
  callFunction(durableFunction: object, args: readonly unknown[]): Promise<unknown>;
  /** The function of a task, as a step. */
  callTask(body: object, args: readonly unknown[]): Promise<unknown>;
  /** A durable object's method called by compiled code, through its stub. */
  callObject(stub: object, method: string, args: readonly unknown[]): Promise<unknown>;
}

/** The two ways to settle a promise. */
export interface Settle {
  resolve(value: unknown): void;
  reject(error: unknown): void;
}

let current: Turn | undefined;

export const currentTurn = (): Turn | undefined => current;

/** Makes a turn the current one. Gives the one before, which its caller puts back, whatever happens. */
export function enterTurn(turn: Turn | undefined): Turn | undefined {
  const before = current;
  current = turn;
  return before;
}

/** Runs `body` as part of a turn. Turns do not nest: compiled code never runs an engine synchronously. */
export function withTurn<T>(turn: Turn, body: () => T): T {
  const before = enterTurn(turn);
  try {
    return body();
  } finally {
    enterTurn(before);
  }
}
