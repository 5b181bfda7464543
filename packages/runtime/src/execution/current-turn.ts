import type { Machine } from "../machine/abi.js";

/** Set while compiled code of an execution runs: `ctx` and compiled functions look at it. */
export interface Turn {
  readonly executionId: string;
  /** Runs an async function that was called without being awaited. */
  startTask(machine: Machine, self: unknown, args: readonly unknown[]): Promise<unknown>;
  /** The turn does not end before this promise has settled. */
  track<T>(promise: Promise<T>): Promise<T>;
}

let current: Turn | undefined;

export const currentTurn = (): Turn | undefined => current;

/** Runs `body` as part of a turn. Turns do not nest: compiled code never runs an engine synchronously. */
export function withTurn<T>(turn: Turn, body: () => T): T {
  const before = current;
  current = turn;
  try {
    return body();
  } finally {
    current = before;
  }
}
