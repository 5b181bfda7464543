import type { Engine } from "../engine/engine.js";
import type { Defined } from "./definition.js";
import type { Handle } from "./handle.js";

export interface StartOptions {
  /** Starting again under the same id gives the same execution. Default: a new id. */
  readonly id?: string;
  /** Default: the default engine. */
  readonly engine?: Engine;
  /** Added to the function's own. */
  readonly tags?: readonly string[];
  /** Starts then, instead of at once. */
  readonly at?: Date;
}

/** An async function that survives a crash. Calling it starts an execution and waits for its result. */
export interface DurableFunction<Args extends readonly unknown[], Result> extends Defined {
  (...args: Args): Promise<Result>;
  /** Starts an execution; resolves once it is stored. */
  start(args: Args, options?: StartOptions): Promise<Handle<Result>>;
  /** An execution of this function, by its id. */
  get(id: string, options?: { readonly engine?: Engine }): Handle<Result>;
}
