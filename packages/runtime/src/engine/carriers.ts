import { PerdureError } from "../errors/perdure-error.js";
import { invalidCarrier } from "../generated/messages.js";
import { processWide } from "../machine/process-wide.js";

/**
 * A piece of async context (an AsyncLocalStorage, a trace context) that executions take along: what `capture` finds
 * where an execution is started is in place whenever code of that execution runs, after a restart too. Children take
 * what their parent has.
 */
export interface Carrier<T> {
  /** What is there now; storable. Undefined: nothing is. Called in the context of whoever starts an execution. */
  capture(): T | undefined;
  /**
   * Calls `body` once, before it returns, with `value` in place; undefined where nothing was captured, or where the
   * carrier was not there yet. The value is a copy: changes to it are not stored.
   */
  run<R>(value: T | undefined, body: () => R): R;
}

/** By name. */
export const carriers = processWide("perdure.carriers", () => new Map<string, Carrier<unknown>>());

/** Makes a carrier known to all engines of the process; one of the same name is replaced. Throws PD2151. */
export function carrier<T>(name: string, given: Carrier<T>): void {
  const refuse = (problem: string): never => {
    throw new PerdureError(invalidCarrier({ problem }));
  };
  if (typeof name !== "string" || name === "") refuse("no name");
  const { capture, run } = (given ?? {}) as Partial<Carrier<T>>;
  if (typeof capture !== "function") refuse(`${typeof capture} for \`capture\``);
  if (typeof run !== "function") refuse(`${typeof run} for \`run\``);
  carriers.set(name, given as Carrier<unknown>);
}
