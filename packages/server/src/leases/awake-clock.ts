const TICK_MS = 100;
/** More than this between two ticks is a pause of this process, not time in which others were silent. */
const LONGEST_TICK_MS = 500;

/**
 * Milliseconds during which this process was able to listen: while it is stopped, or its event loop blocked, its
 * engines' signs of life wait in the sockets, and no lease may run out for that.
 */
export class AwakeClock {
  readonly #now: () => number;
  readonly #timer: NodeJS.Timeout;
  #awakeMs = 0;
  #lastMs: number;

  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
    this.#lastMs = now();
    this.#timer = setInterval(() => this.#tick(), TICK_MS).unref();
  }

  now(): number {
    return this.#awakeMs + this.#sinceTick();
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  #tick(): void {
    this.#awakeMs += this.#sinceTick();
    this.#lastMs = this.#now();
  }

  #sinceTick(): number {
    return Math.min(this.#now() - this.#lastMs, LONGEST_TICK_MS);
  }
}
