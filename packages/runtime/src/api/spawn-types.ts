import type { DurableContext } from "./durable-context.js";
import type { DurableFunction } from "./durable-function.js";

/** A name for people, a function, and its arguments: those after `ctx` for a compiled helper. */
export type SpawnTask = readonly [name: string, fn: SpawnFunction, ...args: unknown[]];

type SpawnFunction =
  | DurableFunction<never, unknown>
  | ((ctx: DurableContext, ...args: never[]) => unknown)
  | ((...args: never[]) => unknown);

/** What a task gives. */
export type Spawned<Task> = Task extends readonly [string, (...args: never[]) => infer Result, ...unknown[]]
  ? Awaited<Result>
  : never;

/** How a task ended, with `settle: true`. */
export type Settled<T> = PromiseSettledResult<T>;
