import { NEXT, THROW, type Arguments, type Frame, type Machine, type Resumption } from "../machine/abi.js";
import { soon, whenSettled } from "../machine/then.js";
import { newDriver, SETTLED, type Course, type Drive } from "./drive.js";
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
  new InMemory(frame, how, value, end).drive();
}

// Those of the language, whatever a program has put in their places.
const { resolve: toPromise } = Promise;

/** Awaits by `then` with the same functions each time, which is cheaper than an async function's own `await`. */
class InMemory implements Course {
  frame: Frame;
  how: Resumption | typeof SETTLED;
  value: unknown;
  readonly drive: Drive;
  private readonly end: End;
  // Made when it is first needed: many courses end without a wait.
  private rejected: ((error: unknown) => void) | undefined;

  constructor(frame: Frame, how: Resumption, value: unknown, end: End) {
    this.frame = frame;
    this.how = how;
    this.value = value;
    this.end = end;
    this.drive = newDriver(this);
  }

  waits(operand: unknown): void {
    if ((typeof operand !== "object" || operand === null) && typeof operand !== "function") {
      return this.nextTick(NEXT, operand);
    }
    try {
      if (operand instanceof Promise && operand.constructor === Promise) {
        return this.whenSettled(operand);
      }
    } catch {
      // It only looks like a promise: it is awaited as any other object.
    }
    let promise: Promise<unknown>;
    try {
      promise = toPromise.call(Promise, operand);
    } catch (error) {
      // Reading its `constructor` has thrown: an await throws that at once.
      return this.throws(error);
    }
    this.whenSettled(promise);
  }

  left(caller: Frame | null, how: Resumption, value: unknown): void {
    if (!caller) return this.end(how, value);
    this.frame = caller;
    if (how === THROW) this.nextTick(THROW, value);
    else this.waits(value instanceof Promise ? asReturned(value) : value);
  }

  private whenSettled(promise: Promise<unknown>): void {
    this.how = SETTLED;
    whenSettled(promise, this.drive, (this.rejected ??= (error) => this.throws(error)));
  }

  private throws(error: unknown): void {
    this.how = THROW;
    this.value = error;
    this.drive();
  }

  private nextTick(how: Resumption, value: unknown): void {
    this.how = how;
    this.value = value;
    soon(this.drive);
  }
}

/** What the caller of an async function awaits: a promise that was returned settles it two ticks later. */
const asReturned = (value: Promise<unknown>): Promise<unknown> => new Promise((resolve) => resolve(value));
