import { setTimeout as sleep } from "node:timers/promises";

/** For how long a connection that was in another's way, or the other way round, leaves gaps. */
const REMEMBERED_MS = 1000;
/** The gap between two transactions. Who waits looks for it about every millisecond. */
const GAP_MS = 2;

/**
 * SQLite's lock is not fair: a busy writer leaves it free for some 50 us between two transactions, and who waits may
 * miss that for a long time. So writers that have met leave a gap after each of their transactions (rule 28).
 */
export class Contention {
  #metAtMs = -Infinity;
  #freedAtMs = -Infinity;

  /** Another connection held the lock. */
  met(): void {
    this.#metAtMs = performance.now();
  }

  /** An own transaction has ended. */
  freed(): void {
    this.#freedAtMs = performance.now();
  }

  /** To be awaited before the next transaction; undefined where there is nothing to wait for. */
  gap(): Promise<void> | undefined {
    const now = performance.now();
    const left = this.#freedAtMs + GAP_MS - now;
    return left > 0 && now - this.#metAtMs < REMEMBERED_MS ? sleep(left) : undefined;
  }
}
