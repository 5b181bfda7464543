import { AsyncLocalStorage } from "node:async_hooks";
import { processWide } from "./process-wide.js";

/** Who runs plain code that may call durable functions: the task that the code belongs to, or a test's plain run. */
export interface OuterCaller {
  /** A durable function called by that code. */
  callFunction(durableFunction: object, args: readonly unknown[]): Promise<unknown>;
  /** The engine that `start` and `get` of a durable function use there, where none is named. */
  readonly engine?: object | undefined;
  /** Runs a wait for an execution. */
  readonly aside?: Aside;
}

/** Runs a wait while others may have what the waiting code holds. */
export type Aside = <T>(wait: () => Promise<T>) => Promise<T>;

const callers = processWide("perdure.outer-caller", () => new AsyncLocalStorage<OuterCaller>());

/** Of the code that runs now; undefined where nobody is. */
export const outerCaller = (): OuterCaller | undefined => callers.getStore();

/** Runs plain code, and all that it leads to, under a caller; undefined: under none. */
export const withOuterCaller = <T>(caller: OuterCaller | undefined, body: () => T): T =>
  callers.run(caller as OuterCaller, body);
