import { ITERATION, Iteration } from "./iteration.js";
import { callMethod, checkResult, closeIterator, type Iterating } from "./iterator-protocol.js";

/** An iteration by the protocol, over an iterator that a snapshot can store. */
export class ProtocolIteration extends Iteration implements Iterating {
  get [ITERATION](): "protocol" {
    return "protocol";
  }
  readonly iterator: object;
  readonly method: unknown;
  /** Whether nothing is to be closed: it ended, it failed, or it is in the middle of a step. */
  done: boolean;

  constructor({ iterator, method }: Iterating, done = false) {
    super();
    this.iterator = iterator;
    this.method = method;
    this.done = done;
  }

  next(): boolean {
    this.value = undefined;
    const result = this.#step();
    if (!result || result.done) return false;
    this.value = result.value;
    this.done = false;
    return true;
  }

  override skip(): void {
    const result = this.#step();
    this.done = !result || Boolean(result.done);
  }

  /** A step whose value counts at the end too, as async loops over synchronous iterators take it. */
  stepWithLast(): boolean {
    this.value = undefined;
    const result = this.#step()!;
    const last = Boolean(result.done);
    this.value = result.value;
    this.done = last;
    return !last;
  }

  override close(failed: boolean): void {
    if (this.done) return;
    this.done = true;
    closeIterator(this.iterator, failed);
  }

  /** The result object; undefined where the iteration is over. */
  #step(): IteratorResult<unknown> | undefined {
    if (this.done) return undefined;
    this.done = true;
    return checkResult(callMethod(this.method, this.iterator));
  }
}
