import { randomUUID } from "node:crypto";
import type { Seen } from "perdure/engine";

const MOST_CONNECTIONS = 10_000;

/** Who has written what others may want to know; engines wait here instead of asking again and again. */
export class Changes {
  readonly #run = randomUUID();
  readonly #own = new Map<string, number>();
  readonly #waiting = new Set<() => void>();
  #total = 0;
  #isClosed = false;

  /** `connection`: where it came from, which is not told of it; left out: all are. */
  wrote(connection?: string): void {
    this.#total += 1;
    if (connection !== undefined) {
      const own = this.#own.get(connection) ?? 0;
      this.#own.delete(connection);
      this.#own.set(connection, own + 1);
      // The oldest is told of its own writes once more; nothing else comes of it.
      if (this.#own.size > MOST_CONNECTIONS) this.#own.delete(this.#own.keys().next().value!);
    }
    for (const wake of this.#waiting) wake();
  }

  /** Resolves as soon as there is something that the connection has not seen, or after `waitMs`. */
  async next(connection: string, seen: Seen, waitMs: number): Promise<Seen> {
    const isNews = () =>
      seen.run !== this.#run || seen.version !== this.#seenBy(connection) || this.#isClosed;
    if (!isNews() && waitMs > 0)
      await new Promise<void>((resolve) => {
        const end = () => {
          this.#waiting.delete(wake);
          clearTimeout(timer);
          resolve();
        };
        const wake = () => isNews() && end();
        const timer = setTimeout(end, waitMs);
        this.#waiting.add(wake);
      });
    return { run: this.#run, version: this.#seenBy(connection) };
  }

  /** Lets all go who wait. */
  close(): void {
    this.#isClosed = true;
    for (const wake of this.#waiting) wake();
  }

  #seenBy(connection: string): number {
    return this.#total - (this.#own.get(connection) ?? 0);
  }
}
