import type { Home } from "./home.js";
import { isDurableHandler } from "./durable-handler.js";
import { PromiseState, type Source } from "./promise-state.js";
import type { Handler } from "./reaction.js";

let read: (value: object) => PromiseState | undefined;
const settled = Symbol("a durable promise is settled by its state only");

type Rejection<T> = ((reason: unknown) => T | PromiseLike<T>) | null | undefined;

/**
 * The promise of something that a snapshot can hold: an operation, a task, a combination of such. Compiled code awaits
 * it through its machine. `then` with compiled functions gives another one; with any other function it comes from code
 * that could not be told the outcome after a crash.
 */
export class DurablePromise<T = unknown> extends Promise<T> {
  readonly #state: PromiseState;

  constructor(home: Home, source?: Source) {
    super(() => settled);
    this.#state = new PromiseState(this as DurablePromise, home, source);
  }

  static {
    read = (value) => (#state in value ? (value.#state as PromiseState) : undefined);
  }

  override then<A = T, B = never>(
    onFulfilled?: ((value: T) => A | PromiseLike<A>) | null,
    onRejected?: Rejection<B>,
  ): Promise<A | B> {
    // A class of its own to make promises of is the language's rarest feature: the language itself knows how.
    const isPlain = !Object.hasOwn(this, "constructor");
    if (!isPlain || !isDurableHandler(onFulfilled) || !isDurableHandler(onRejected))
      return this.#foreign().then(onFulfilled, onRejected);
    const derived = new DurablePromise<A | B>(this.#state.home);
    const [fulfilled, rejected] = [handler(onFulfilled), handler(onRejected)];
    this.#state.react({ kind: "then", derived, onFulfilled: fulfilled, onRejected: rejected });
    return derived;
  }

  override finally(onFinally?: (() => void) | null): Promise<T> {
    if (!isDurableHandler(onFinally)) return this.#foreign().finally(onFinally);
    const derived = new DurablePromise<T>(this.#state.home);
    if (typeof onFinally === "function") this.#state.react({ kind: "finally", derived, onFinally });
    else this.#state.react({ kind: "then", derived, onFulfilled: undefined, onRejected: undefined });
    return derived;
  }

  /** What code that is not compiled gets: the outcome, unless that is an operation's which is still pending. */
  #foreign(): Promise<T> {
    this.#state.home.foreignAsked();
    const told = new Promise<T>((resolve, reject) =>
      this.#state.react({ kind: "native", resolve: resolve as (value: unknown) => void, reject }),
    );
    return Object.hasOwn(this, "constructor") ? Object.assign(told, { constructor: this.constructor }) : told;
  }

  static override get [Symbol.species](): PromiseConstructor {
    return Promise;
  }
}

const handler = (value: unknown): Handler | undefined =>
  typeof value === "function" ? (value as Handler) : undefined;

export const durablePromise = <T = unknown>(home: Home, source?: Source): DurablePromise<T> =>
  new DurablePromise<T>(home, source);

/** The state of a durable promise, undefined for anything else. */
export const stateOf = (value: unknown): PromiseState | undefined =>
  typeof value === "object" && value !== null ? read(value) : undefined;
