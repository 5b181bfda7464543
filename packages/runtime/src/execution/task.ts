import { NEXT, THROW, type Frame, type Resumption } from "../machine/abi.js";
import type { Outcome } from "../promises/outcome.js";
import { durablePromise, stateOf } from "../promises/durable-promise.js";
import { nativePromise, type PromiseState } from "../promises/promise-state.js";
import type { Settle } from "../machine/current-turn.js";
import { drive, type Stops } from "./drive.js";
import type { LiveExecution } from "./live-execution.js";

const { then } = Promise.prototype;

/** What a task's end settles: its promise, or the first request to an async generator. */
export type Result = PromiseState | (Settle & { readonly generator: object });

/**
 * One line of control of an execution. It waits for a durable promise, which a snapshot can hold, or for something
 * foreign in memory. One microtask passes after each settled await and each return to a caller, as between native
 * async functions.
 */
export class Task implements Stops<void> {
  readonly id: number;
  readonly result: Result;
  /** Innermost; null before its start and where only its result is still awaited. */
  frame: Frame | null;
  waitsFor: PromiseState | null = null;
  readonly #live: LiveExecution;
  /** Stands for the present foreign wait; what an earlier one brings is dropped. */
  #foreign: object | null = null;

  constructor(live: LiveExecution, id: number, frame: Frame | null, result: Result) {
    this.#live = live;
    this.id = id;
    this.frame = frame;
    this.result = result;
  }

  get isForeign(): boolean {
    return this.#foreign !== null;
  }

  /** Runs on from where it stands. */
  go(how: Resumption, value: unknown): void {
    const { frame } = this;
    this.#live.run(this, () => drive(frame!, how, value, this));
  }

  /** What it waits for has settled. */
  resume(outcome: Outcome): void {
    this.waitsFor = null;
    if ("error" in outcome) this.go(THROW, outcome.error);
    else this.go(NEXT, outcome.value);
  }

  /** Stops waiting, and throws `error` at its await. */
  interrupt(error: unknown): void {
    this.waitsFor?.forget(this.id);
    this.waitsFor = null;
    this.#endForeign();
    if (this.frame) this.#live.job(() => this.go(THROW, error));
  }

  waits(frame: Frame, operand: unknown): void {
    this.frame = frame;
    const state = stateOf(operand);
    if (state && state.home === this.#live) this.#waitFor(state);
    else if (isPrimitive(operand)) this.#live.job(() => this.go(NEXT, operand));
    else this.#waitOutside(operand);
  }

  left(caller: Frame | null, how: Resumption, value: unknown): void {
    if (!caller) this.#end(how, value);
    else if (how === THROW) {
      this.frame = caller;
      this.#live.job(() => this.go(THROW, value));
    } else this.waits(caller, value instanceof Promise ? this.#followed(value) : value);
  }

  #waitFor(state: PromiseState): void {
    const refusal = this.#live.refuseFor(this, state);
    if (refusal) return this.#live.job(() => this.go(THROW, refusal));
    this.waitsFor = state;
    if (this.#live.holdsAt(state)) state.markHandled();
    else state.react({ kind: "task", task: this.id });
  }

  #waitOutside(operand: unknown): void {
    let promise: Promise<unknown>;
    try {
      promise = nativePromise(operand);
    } catch (error) {
      // Reading its `constructor` has thrown: an await throws that at once.
      return this.go(THROW, error);
    }
    const wait = (this.#foreign = {});
    this.#live.foreignWaits += 1;
    const settled = (how: Resumption) => (value: unknown) => {
      if (this.#foreign !== wait) return;
      this.#endForeign();
      this.#live.step(() => this.go(how, value));
    };
    void then.call(promise, settled(NEXT), settled(THROW));
  }

  #endForeign(): void {
    if (!this.#foreign) return;
    this.#foreign = null;
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
