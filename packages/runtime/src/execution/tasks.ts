import type { Frame, Resumption } from "../machine/abi.js";
import type { Stop } from "./stop.js";

/** A task at its first wait, while the code that has called it still runs. */
export interface Paused {
  readonly bottom: Frame;
  readonly stop: Stop;
  /** Settles its promise. */
  end(how: Resumption, value: unknown): void;
}

/** Promises of what runs beside a turn's own code: the turn ends after them. */
export class Tasks {
  readonly #running = new Map<Promise<unknown>, { handled: boolean }>();
  readonly #paused = new Map<unknown, Paused>();

  /** The promise, which from now on knows whether anybody asked how it ended. */
  add<T>(promise: Promise<T>): Promise<T> {
    const task = { handled: false };
    this.#running.set(promise, task);
    // Whoever asks is told; a rejection that nobody asked for must not reach the process.
    promise.then(undefined, () => undefined);
    const then = (...reactions: Parameters<typeof promise.then>): unknown => {
      task.handled = true;
      return Promise.prototype.then.apply(promise, reactions);
    };
    // A native `await` does not call `then`, but asks whose promise it is.
    const ask = (): PromiseConstructor => {
      task.handled = true;
      return Promise;
    };
    return Object.defineProperties(promise, {
      then: { value: then, writable: true, configurable: true },
      constructor: { get: ask, configurable: true },
    });
  }

  pause(promise: Promise<unknown>, paused: Paused): void {
    this.#paused.set(promise, paused);
  }

  /** The task of a promise that is awaited where it was made: it becomes a part of who awaits it. */
  adopt(promise: unknown): Paused | undefined {
    const paused = this.#paused.get(promise);
    this.#paused.delete(promise);
    if (paused) this.#running.delete(promise as Promise<unknown>);
    return paused;
  }

  /** Lets the others run on their own. */
  release(run: (paused: Paused) => void): void {
    for (const [promise, paused] of this.#paused) {
      this.#paused.delete(promise);
      run(paused);
    }
  }

  /** Compiled code awaits a value: natively that is not seen. */
  awaited(value: unknown): void {
    const task = this.#running.get(value as Promise<unknown>);
    if (task) task.handled = true;
  }

  /** Whether none runs: then there is nothing to wait for. */
  get isEmpty(): boolean {
    return this.#running.size === 0;
  }

  /** Waits until all have ended; gives the first rejection that nobody has handled. */
  async end(): Promise<{ readonly reason: unknown } | undefined> {
    let unhandled: { readonly reason: unknown } | undefined;
    while (!this.isEmpty) {
      const running = [...this.#running];
      const outcomes = await Promise.all(running.map(([promise]) => outcomeOf(promise)));
      for (const [index, [promise, task]] of running.entries()) {
        this.#running.delete(promise);
        const outcome = outcomes[index];
        if (outcome && !task.handled) unhandled ??= outcome;
      }
    }
    return unhandled;
  }
}

/** The rejection of a promise, undefined where it was fulfilled; asking so does not count as handling it. */
const outcomeOf = (promise: Promise<unknown>): Promise<{ readonly reason: unknown } | undefined> =>
  Promise.prototype.then.call(
    promise,
    () => undefined,
    (reason: unknown) => ({ reason }),
  ) as Promise<{ readonly reason: unknown } | undefined>;
