import type { Clock } from "./clock.js";

/** One timer for all that waits: it fires at the earliest time that was asked for. */
export class Wake {
  readonly #clock: Clock;
  readonly #callback: () => void;
  #atMs = Infinity;
  #cancel: () => void = () => {};

  constructor(clock: Clock, callback: () => void) {
    this.#clock = clock;
    this.#callback = callback;
  }

  at(atMs: number): void {
    if (atMs >= this.#atMs) return;
    this.cancel();
    this.#atMs = atMs;
    this.#cancel = this.#clock.setTimer(atMs, () => {
      this.#atMs = Infinity;
      this.#callback();
    });
  }

  /** Fires at once where its time has come: the clock may have been set forward. */
  check(): void {
    if (this.#clock.now() < this.#atMs) return;
    this.cancel();
    this.#callback();
  }

  cancel(): void {
    this.#cancel();
    this.#atMs = Infinity;
  }
}
