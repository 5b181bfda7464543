import { NEXT, THROW, type Frame, type Resumption } from "../machine/abi.js";
import type { Outcome } from "../promises/outcome.js";
import { durablePromise, stateOf } from "../promises/durable-promise.js";
import { nativePromise, type PromiseState } from "../promises/promise-state.js";
import { toDurable } from "../promises/resolved.js";
import type { Settle } from "../machine/current-turn.js";
import { whenSettled } from "../machine/then.js";
import { isData } from "../snapshot/index.js";
import { newDriver, type Course, type Drive } from "./drive.js";
import type { LiveExecution } from "./live-execution.js";

/** What a task's end settles: its promise, or the first request to an async generator. */
export type Result = PromiseState | (Settle & { readonly generator: object });

/** The two functions that a foreign promise is given. */
interface Told {
  fulfilled(value: unknown): void;
  rejected(error: unknown): void;
}

/**
 * One line of control of an execution. It waits for a durable promise, which a snapshot can hold, or for something
 * foreign in memory. One microtask passes after each settled await and each return to a caller, as between native
 * async functions.
 */
export class Task implements Course {
  readonly id: number;
  readonly result: Result;
  /** Innermost; null before its start and where only its result is still awaited. */
  frame: Frame | null;
  waitsFor: PromiseState | null = null;
  /** What it waits for has settled already, and its going on is left to the next snapshot: for tests. */
  #isHeld = false;
  how: Resumption = NEXT;
  value: unknown;
  /** To be thrown where it goes on. */
  #thrown: { readonly error: unknown } | undefined;
  readonly #live: LiveExecution;
  /** Runs its code from where it stands, in an execution that has made itself the current turn. */
  readonly drive: Drive;
  /** Whether it waits for something foreign. */
  #isOutside = false;
  /** Told what foreign waits bring: the same for all of them, until one is given up. */
  #told: Told | undefined;

  constructor(live: LiveExecution, id: number, frame: Frame | null, result: Result) {
    this.#live = live;
    this.id = id;
    this.frame = frame;
    this.result = result;
    this.drive = newDriver(this);
  }

  get isForeign(): boolean {
    return this.#isOutside || this.waitsFor?.source?.kind === "foreign";
  }

  /** Runs on from where it stands. */
  go(how: Resumption, value: unknown): void {
    this.goesOn(how, value);
    this.#live.run(this);
  }

  /** Notes how it goes on when the execution runs it. */
  goesOn(how: Resumption, value: unknown): void {
    const thrown = this.#thrown;
    this.#thrown = undefined;
    this.how = thrown ? THROW : how;
    this.value = thrown ? thrown.error : value;
  }

  /** Goes on one microtask later. It waits for one thing at a time, so that there is never a second such tick. */
  goLater(how: Resumption, value: unknown): void {
    this.how = how;
    this.value = value;
    this.#live.tick(this.#tick);
  }

  readonly #tick = (): void => {
    if (this.#thrown) this.goesOn(this.how, this.value);
    this.#live.ticked();
    this.#live.proceed(this);
  };

  /** What it waits for has settled. */
  resume(outcome: Outcome): void {
    this.waitsFor = null;
    if ("error" in outcome) this.go(THROW, outcome.error);
    else this.go(NEXT, this.#taken(outcome.value));
  }

  /** What an array that only grows may get, if its frame is to stay proven. */
  #taken(value: unknown): unknown {
    const { frame } = this;
    if (frame?.machine.appendOnly && frame.proven) frame.proven = isData(value);
    return value;
  }

  /** Stops waiting, and throws `error` at its await. */
  interrupt(error: unknown): void {
    if (!this.frame) return;
    const { waitsFor } = this;
    const isComing = waitsFor ? waitsFor.outcome && !this.#isHeld : !this.#isOutside;
    if (isComing) {
      this.#thrown ??= { error };
      return;
    }
    waitsFor?.forget(this.id);
    this.waitsFor = null;
    this.#giveUp();
    this.goLater(THROW, error);
  }

  /** Throws `error` at the await of its outermost frame; those above it are dropped. */
  unwind(error: unknown): void {
    while (this.frame?.up) this.frame = this.frame.up;
    this.interrupt(error);
  }

  waits(operand: unknown): void {
    if (isPrimitive(operand)) return this.goLater(NEXT, operand);
    const state = stateOf(operand);
    if (state && state.home === this.#live) this.#waitFor(state);
    else if (operand instanceof Promise) this.#waitOutside(operand);
    else this.#waitForObject(operand);
  }

  left(caller: Frame | null, how: Resumption, value: unknown): void {
    if (!caller) return this.#end(how, value);
    this.frame = caller;
    if (how === THROW) this.goLater(THROW, value);
    else this.waits(value instanceof Promise ? this.#followed(value) : value);
  }

  #waitFor(state: PromiseState): void {
    const { outcome } = state;
    this.#isHeld = this.#live.holdsAt(state);
    if (outcome && !this.#isHeld) return this.#goLaterWith(state, outcome);
    this.waitsFor = state;
    if (this.#isHeld) state.markHandled();
    else state.react({ kind: "task", task: this.id });
  }

  #goLaterWith(state: PromiseState, outcome: Outcome): void {
    state.markHandled();
    if ("error" in outcome) this.goLater(THROW, outcome.error);
    else this.goLater(NEXT, this.#taken(outcome.value));
  }

  /** One that has a `then`, or goes on as it is. */
  #waitForObject(operand: unknown): void {
    const state = stateOf(toDurable(this.#live, operand))!;
    const { outcome } = state;
    if (outcome) this.#goLaterWith(state, outcome);
    else this.#waitFor(state);
  }

  #waitOutside(operand: Promise<unknown>): void {
    let promise: Promise<unknown>;
    try {
      promise = operand.constructor === Promise ? operand : nativePromise(operand);
    } catch (error) {
      // Reading its `constructor` has thrown: an await throws that at once.
      return this.go(THROW, error);
    }
    this.#isOutside = true;
    this.#live.foreignWaits += 1;
    const { fulfilled, rejected } = (this.#told ??= this.#newTold());
    whenSettled(promise, fulfilled, rejected);
  }

  #newTold(): Told {
    const settled = (how: Resumption) => (value: unknown) => {
      if (this.#told !== told) return;
      this.#isOutside = false;
      this.#live.foreignWaits -= 1;
      this.goesOn(how, value);
      this.#live.proceed(this);
    };
    const told = { fulfilled: settled(NEXT), rejected: settled(THROW) };
    return told;
  }

  /** What the present foreign wait brings is dropped. */
  #giveUp(): void {
    if (!this.#isOutside) return;
    this.#isOutside = false;
    this.#told = undefined;
    this.#live.foreignWaits -= 1;
  }

  /** What the caller of an async function awaits where that returned a promise: it settles two ticks later. */
  #followed(value: Promise<unknown>): Promise<unknown> {
    const promise = durablePromise(this.#live);
    stateOf(promise)!.resolve(value);
    return promise;
  }

  #end(how: Resumption, value: unknown): void {
    this.frame = null;
    this.#live.tasks.delete(this.id);
    if (how === THROW) this.result.reject(value);
    else this.result.resolve(value);
  }
}

const isPrimitive = (value: unknown): boolean =>
  (typeof value !== "object" || value === null) && typeof value !== "function";
