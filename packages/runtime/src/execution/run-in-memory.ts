import { NEXT, THROW, type Arguments, type Frame, type Machine, type Resumption } from "../machine/abi.js";
import { soon, whenSettled } from "../machine/then.js";
import { drive, type Stops } from "./drive.js";
import { newFrame } from "../frames/frame.js";

/** Told how a course ended: with a value or with an error. */
type End = (how: Resumption, value: unknown) => void;

/** Runs a machine as the plain async function that it was: nothing is stored, every await is a native one. */
export function runInMemory(machine: Machine, self: unknown, args: Arguments): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const frame = newFrame(machine, self, args, null);
    pump(frame, NEXT, undefined, (how, value) => (how === THROW ? reject(value) : resolve(value)));
  });
}

/**
 * Drives frames to their end. One microtask passes after each settled await and each return to a caller, as between
 * native async functions.
 */
export function pump(frame: Frame, how: Resumption, value: unknown, end: End): void {
  drive(frame, how, value, new InMemory(frame, end));
}

// Those of the language, whatever a program has put in their places.
const { resolve: toPromise } = Promise;

/** Awaits by `then` with the same functions each time, which is cheaper than an async function's own `await`. */
class InMemory implements Stops<void> {
  private frame: Frame;
  /** What the next tick brings, where no promise does. */
  private how: Resumption = NEXT;
  private value: unknown;
  private readonly end: End;
  private readonly tick: () => void;
  private readonly fulfilled: (value: unknown) => void;
  private readonly rejected: (error: unknown) => void;

  constructor(frame: Frame, end: End) {
    this.frame = frame;
    this.end = end;
    this.tick = () => drive(this.frame, this.how, this.value, this);
    this.fulfilled = (value) => drive(this.frame, NEXT, value, this);
    this.rejected = (error) => drive(this.frame, THROW, error, this);
  }

  waits(frame: Frame, operand: unknown): void {
    this.frame = frame;
    if ((typeof operand !== "object" || operand === null) && typeof operand !== "function") {
      this.nextTick(NEXT, operand);
      return;
    }
    try {
      if (operand instanceof Promise && operand.constructor === Promise) {
        whenSettled(operand, this.fulfilled, this.rejected);
        return;
      }
    } catch {
      // It only looks like a promise: it is awaited as any other object.
    }
    let promise: Promise<unknown>;
    try {
      promise = toPromise.call(Promise, operand);
    } catch (error) {
      // Reading its `constructor` has thrown: an await throws that at once.
      drive(frame, THROW, error, this);
      return;
    }
    whenSettled(promise, this.fulfilled, this.rejected);
  }

  left(caller: Frame | null, how: Resumption, value: unknown): void {
    if (!caller) return this.end(how, value);
    if (how !== THROW) return this.waits(caller, asReturned(value));
    this.frame = caller;
    this.nextTick(THROW, value);
  }

  private nextTick(how: Resumption, value: unknown): void {
    this.how = how;
    this.value = value;
    soon(this.tick);
  }
}

/** What the caller of an async function awaits: a promise that was returned settles it two ticks later. */
const asReturned = (value: unknown): unknown =>
  value instanceof Promise ? new Promise((resolve) => resolve(value)) : value;
