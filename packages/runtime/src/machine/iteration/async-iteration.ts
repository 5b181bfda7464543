import { promises } from "../promises.js";
import { iterate, notIterable } from "./iterate.js";
import { ITERATION, iterationKind, type Iteration } from "./iteration.js";
import { callMethod, checkResult, closeIterator, openIterator, returnMethod } from "./iterator-protocol.js";
import type { ProtocolIteration } from "./protocol-iteration.js";

/** Newer engines close a synchronous iterator when a step fails or gives a promise that rejects. */
const CLOSES_FAILED = Number.parseInt(process.versions.v8, 10) >= 13;

/** What an asynchronous loop steps through: an asynchronous iterator, or a synchronous iteration. */
type Source = { readonly iterator: object; readonly method: unknown } | { readonly iteration: Iteration };

/**
 * `for await (x of iterable)`. The loop calls `step()` on `receiver`, awaits that, and hands what came to `take`; to
 * leave early it asks `closes`, calls `closing()` on `receiver`, awaits that, and hands what came to `closed`.
 */
export class AsyncIteration {
  get [ITERATION](): "async" {
    return "async";
  }
  /** The present element. Compiled code reads it at once; it is not stored. */
  value: unknown = undefined;
  readonly source: Source;
  /** Whether nothing is to be closed: it ended, it failed, or it is in the middle of a step. */
  done: boolean;
  /** Whether the synchronous iteration under it has come to its end, or was closed. */
  last: boolean;
  #closing: unknown;

  constructor(source: Source, done = false, last = false) {
    this.source = source;
    this.done = done;
    this.last = last;
  }

  /** `this` of what `step` and `closing` give. */
  get receiver(): object {
    return "iterator" in this.source ? this.source.iterator : this;
  }

  /** The function that makes a step; compiled async generators push a frame for it. */
  step(): unknown {
    this.done = true;
    if ("iteration" in this.source) return stepSynchronously;
    const { method, iterator } = this.source;
    return typeof method === "function" ? method : callMethod(method, iterator);
  }

  /** Whether there is an element, in `value`; `result` is what the awaited step gave. */
  take(result: unknown): boolean {
    if ("iteration" in this.source) {
      this.done = this.last;
      this.value = this.last ? undefined : result;
      return !this.last;
    }
    const { done } = checkResult(result);
    if (done) return false;
    this.value = (result as IteratorResult<unknown>).value;
    this.done = false;
    return true;
  }

  /** Whether something must be called to close the iterator. With `failed` an error is on its way and goes first. */
  closes(failed: boolean): boolean {
    const { source } = this;
    const iterator = iteratorOf(source);
    if (this.done) {
      if (CLOSES_FAILED && "iteration" in source && iterator && !this.last) closeIterator(iterator, true);
      return false;
    }
    this.done = this.last = true;
    try {
      this.#closing = iterator && returnMethod(iterator);
    } catch (error) {
      if (!failed) throw error;
    }
    return this.#closing !== undefined;
  }

  /** The function that closes the iterator, once `closes` was true. */
  closing(): unknown {
    if ("iterator" in this.source) return this.#closing;
    const { iterator } = this.source.iteration as ProtocolIteration;
    return () => oneTickLater(() => lastValue(checkResult(callMethod(this.#closing, iterator))));
  }

  /** Checks what the awaited closing gave. */
  closed(result: unknown): void {
    if ("iterator" in this.source) checkResult(result);
  }
}

/** The iterator that may have a `return`: built-in iterations have none. */
function iteratorOf(source: Source): object | undefined {
  if ("iterator" in source) return source.iterator;
  return isProtocol(source.iteration) ? source.iteration.iterator : undefined;
}

const isProtocol = (iteration: Iteration): iteration is ProtocolIteration =>
  iterationKind(iteration) === "protocol";

/** In the order in which the language reads the fields. */
const lastValue = ({ done: _, value }: IteratorResult<unknown>): unknown => value;

/** Gives the value of a synchronous step, to be awaited; the last one counts too. */
function stepSynchronously(this: AsyncIteration): unknown {
  const { iteration } = this.source as { iteration: Iteration };
  return oneTickLater(() => {
    this.last = !(isProtocol(iteration) ? iteration.stepWithLast() : iteration.next());
    return iteration.value;
  });
}

/** As through the language's own iterator in between: the value is awaited, and then what that gave. */
function oneTickLater(read: () => unknown): unknown {
  let promise: unknown;
  try {
    promise = promises.resolve(read());
  } catch (error) {
    return promises.reject(error);
  }
  return (promise as Promise<unknown>).then(undefined);
}

/** `for await (x of iterable)`. `text` is how the language's own message names what is iterated over. */
export function iterateAsync(iterable: unknown, text?: string): AsyncIteration {
  const method = (iterable as Partial<AsyncIterable<unknown>>)[Symbol.asyncIterator] as unknown;
  if (method === undefined || method === null)
    return new AsyncIteration({ iteration: iterate(iterable, text, "async iterable") });
  if (typeof method !== "function") throw notIterable(iterable, text, "async iterable");
  return new AsyncIteration(openIterator(iterable, method as () => unknown, "Symbol.asyncIterator"));
}
