import type { Outcome } from "./outcome.js";
import type { PromiseState } from "./promise-state.js";

/** The execution that durable promises belong to, as they see it. */
export interface Home {
  /** Open while its code may run, or something foreign is awaited. */
  readonly state: { readonly isOpen: boolean };
  /** Runs `job` as a microtask of the execution, after those that wait already. */
  job(job: () => void): void;
  /** Runs `body` as the execution's own code. */
  enter<T>(body: () => T): T;
  /** A task that waits for a promise goes on. */
  resume(task: number, outcome: Outcome): void;
  /** A leg of a `ctx.spawn` has ended. */
  spawned(state: PromiseState, leg: number, outcome: Outcome): void;
  /** A snapshot held one of its promises. */
  promiseRestored(state: PromiseState): void;
  /** Code that cannot be stored asks for the outcome of a pending promise; or it has been told. */
  foreignAsked(): void;
  foreignTold(): void;
  /** Something that a snapshot cannot hold will settle one of its promises, or has done so. */
  foreignStarted(state: PromiseState): void;
  foreignEnded(state: PromiseState, settle: () => void): void;
  /** A promise was rejected while nobody had asked for its outcome; or somebody has asked since. */
  unhandled(state: PromiseState, isUnhandled: boolean): void;
}
