import type { Clock } from "perdure/engine";

interface Timer {
  readonly atMs: number;
  readonly order: number;
  readonly callback: () => void;
}

/** Time that moves only when it is told to: years pass in no time, in the right order. */
export class VirtualClock implements Clock {
  #nowMs: number;
  #order = 0;
  readonly #timers = new Set<Timer>();

  constructor(startMs: number = Date.UTC(2026, 0, 1)) {
    this.#nowMs = startMs;
  }

  now = (): number => this.#nowMs;

  setTimer = (atMs: number, callback: () => void): (() => void) => {
    const timer = { atMs, order: this.#order++, callback };
    this.#timers.add(timer);
    return () => this.#timers.delete(timer);
  };

  /** Whether a timer is left for the present moment. */
  get isDue(): boolean {
    return (this.#next()?.atMs ?? Infinity) <= this.#nowMs;
  }

  /** Moves to the next timer and fires it; false where there is none. */
  advance(): boolean {
    const next = this.#next();
    if (!next) return false;
    this.#timers.delete(next);
    this.#nowMs = Math.max(this.#nowMs, next.atMs);
    next.callback();
    return true;
  }

  #next(): Timer | undefined {
    return [...this.#timers].sort((a, b) => a.atMs - b.atMs || a.order - b.order)[0];
  }

  /** Forgets all timers, as the end of a process does. */
  clear(): void {
    this.#timers.clear();
  }
}
