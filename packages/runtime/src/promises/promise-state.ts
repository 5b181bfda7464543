import type { Outcome } from "./outcome.js";
import type { Combination } from "./combination.js";
import { stateOf, type DurablePromise } from "./durable-promise.js";
import type { Home } from "./home.js";
import { isDurableHandler } from "./durable-handler.js";
import { react } from "./react.js";
import type { NativeReaction, Reaction } from "./reaction.js";
import { handOver } from "./resolver.js";

/** What will settle a promise; absent where code that can be stored holds its `resolve`, or derived it. */
export type Source =
  | { readonly kind: "operation"; readonly n: number }
  | { readonly kind: "task"; readonly task: number }
  | { readonly kind: "spawn"; readonly spawn: object }
  | { readonly kind: "combination"; readonly combination: Combination }
  /** Something that is not stored: after a restore the promise is rejected, unless what is stored can settle it. */
  | { readonly kind: "foreign" };

const nativeThen = Promise.prototype.then;
const nativeResolve = Promise.resolve.bind(Promise);

/**
 * A durable promise from within, after the language's own records (ECMA-262, "Promise Abstract Operations"): jobs
 * take as many ticks, in the same order, as those of native promises.
 */
export class PromiseState {
  readonly promise: DurablePromise;
  /** Set later where a snapshot is being read. */
  home: Home;
  source: Source | undefined;
  outcome: Outcome | undefined;
  reactions: Reaction[] = [];
  /** Whether anybody has asked how it ends. */
  handled = false;
  /** Whether the snapshot that it comes from holds a function that settles it. */
  isHeld = false;

  constructor(promise: DurablePromise, home: Home, source: Source | undefined) {
    this.promise = promise;
    this.home = home;
    this.source = source;
  }

  settle(outcome: Outcome): void {
    if (this.outcome) return;
    this.outcome = outcome;
    if ("error" in outcome && !this.handled) this.home.unhandled(this, true);
    const { reactions } = this;
    this.reactions = [];
    for (const reaction of reactions) this.#schedule(reaction, outcome);
  }

  reject(error: unknown): void {
    this.settle({ error });
  }

  /** Settles it with a value, or lets it follow a promise. */
  resolve(value: unknown): void {
    if (value === this.promise) {
      this.reject(new TypeError("Chaining cycle detected for promise #<Promise>"));
      return;
    }
    if (!isObject(value)) return this.settle({ value });
    let then: unknown;
    try {
      then = (value as { then?: unknown }).then;
    } catch (error) {
      return this.reject(error);
    }
    if (typeof then !== "function") return this.settle({ value });
    const state = stateOf(value);
    if (state && state.home === this.home) {
      this.home.job(() => state.react({ kind: "follow", derived: this.promise }));
    } else if (!(value instanceof Promise) && (isDurableHandler(then) || isOfCompiledClass(value)))
      this.#call(value, then as typeof nativeThen);
    // What settles a native promise is not stored, although its `then` could be.
    else this.#followForeign(value, then as typeof nativeThen);
  }

  /** A task does not wait for it any more. */
  forget(task: number): void {
    this.reactions = this.reactions.filter((reaction) => reaction.kind !== "task" || reaction.task !== task);
  }

  /** Code that is not compiled gets an error instead of the outcome. */
  refuse(reaction: NativeReaction, error: Error): void {
    this.reactions = this.reactions.filter((each) => each !== reaction);
    this.home.job(() => react(this.home, reaction, { error }));
  }

  /** Asks to be told the outcome. */
  react(reaction: Reaction): void {
    this.markHandled();
    if (this.outcome) this.#schedule(reaction, this.outcome);
    else this.reactions.push(reaction);
  }

  /** Somebody will be told the outcome. */
  markHandled(): void {
    if (!this.handled && this.outcome && "error" in this.outcome) this.home.unhandled(this, false);
    this.handled = true;
  }

  /** Whoever has the functions that settle it may call them at any time, as with a native promise. */
  leave(): void {
    this.source = { kind: "foreign" };
    this.home.foreignStarted(this);
  }

  /** Stands for a native promise: those who wait for it go on in the same ticks as with that one. */
  followNative(promise: Promise<unknown>): void {
    this.leave();
    const settle = (outcome: Outcome): void =>
      this.home.foreignEnded(this, () => {
        if (this.outcome) return;
        this.outcome = outcome;
        for (const reaction of this.reactions.splice(0)) react(this.home, reaction, outcome);
      });
    this.handled = true; // natively it is
    void nativeThen.call(
      promise,
      (value) => settle({ value }),
      (error: unknown) => settle({ error }),
    );
  }

  /** Calls a `then` of compiled code. */
  #call(value: unknown, then: typeof nativeThen): void {
    this.home.job(() =>
      this.home.enter(() =>
        handOver(this.promise, (resolve, reject) => void then.call(value, resolve, reject)),
      ),
    );
  }

  #followForeign(value: unknown, then: typeof nativeThen): void {
    this.leave();
    let called = false;
    const once = (settle: (value: unknown) => void) => (result: unknown) => {
      if (called) return;
      called = true;
      this.home.foreignEnded(this, () => settle(result));
    };
    const fulfil = once((result) => this.resolve(result));
    const reject = once((error) => this.reject(error));
    this.home.job(() => {
      try {
        this.home.enter(() => void then.call(value, fulfil, reject));
      } catch (error) {
        reject(error);
      }
    });
  }

  #schedule(reaction: Reaction, outcome: Outcome): void {
    this.home.job(() => react(this.home, reaction, outcome));
  }
}

/** `Promise.resolve(value)` for what may not be durable. */
export const nativePromise = (value: unknown): Promise<unknown> => nativeResolve(value);

/** Whether the methods of an object are compiled, as its class is. */
function isOfCompiledClass(value: object): boolean {
  const prototype = Object.getPrototypeOf(value) as object | null;
  if (prototype === null || prototype === Object.prototype) return false;
  const constructor: unknown = Object.getOwnPropertyDescriptor(prototype, "constructor")?.value;
  return typeof constructor === "function" && isDurableHandler(constructor);
}

const isObject = (value: unknown): value is object =>
  (typeof value === "object" && value !== null) || typeof value === "function";
