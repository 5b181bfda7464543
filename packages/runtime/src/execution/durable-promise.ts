import { describeOperation, type Operation } from "../operations/operation.js";
import { PerdureError } from "../errors/perdure-error.js";
import { foreignWait } from "../generated/messages.js";

/**
 * What `ctx`'s operations return. Compiled code awaits it through its machine and never calls `then`; a call of
 * `then` therefore comes from code that could not be told the outcome after a crash: the operation is withdrawn.
 */
export class DurablePromise<T = unknown> extends Promise<T> {
  readonly operation: Operation;
  readonly #withdraw: (operation: Operation) => void;

  constructor(operation: Operation, withdraw: (operation: Operation) => void) {
    super(() => {});
    this.operation = operation;
    this.#withdraw = withdraw;
  }

  override then<A = T, B = never>(
    onFulfilled?: ((value: T) => A | PromiseLike<A>) | null,
    onRejected?: ((reason: unknown) => B | PromiseLike<B>) | null,
  ): Promise<A | B> {
    this.#withdraw(this.operation);
    const error = new PerdureError(foreignWait({ operation: describeOperation(this.operation) }));
    return Promise.reject<T>(error).then(onFulfilled, onRejected);
  }

  static override get [Symbol.species](): PromiseConstructor {
    return Promise;
  }
}
