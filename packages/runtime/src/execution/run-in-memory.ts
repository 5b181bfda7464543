import { NEXT, THROW, type Frame, type Machine, type Resumption } from "../machine/abi.js";
import { drive } from "./drive.js";
import { newFrame } from "./frame.js";

/** Told how a task ended: with a value or with an error. */
type End = (how: Resumption, value: unknown) => void;

/** Runs a machine as the plain async function that it was: nothing is stored, every await is a native one. */
export function runInMemory(machine: Machine, self: unknown, args: readonly unknown[]): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const frame = newFrame(machine, self, args, null);
    void pump(frame, NEXT, undefined, (how, value) => (how === THROW ? reject(value) : resolve(value)));
  });
}

/**
 * Drives a task to its end with native awaits. One microtask passes after each settled await and each return to a
 * caller, as between native async functions.
 */
export async function pump(start: Frame, startHow: Resumption, startValue: unknown, end: End): Promise<void> {
  let frame = start;
  let how = startHow;
  let value = startValue;
  for (;;) {
    const stop = drive(frame, how, value);
    if (stop.kind === "leave" && !stop.frame) return end(stop.how, stop.value);
    frame = stop.frame!;
    if (stop.kind === "leave" && stop.how === THROW) {
      await undefined;
      how = THROW;
      value = stop.value;
      continue;
    }
    try {
      value = await (stop.kind === "await" ? stop.operand : asReturned(stop.value));
      how = NEXT;
    } catch (error) {
      how = THROW;
      value = error;
    }
  }
}

/** What the caller of an async function awaits: a promise that was returned settles it two ticks later. */
const asReturned = (value: unknown): unknown =>
  value instanceof Promise ? new Promise((resolve) => resolve(value)) : value;
