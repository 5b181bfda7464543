import { setImmediate as macrotask } from "node:timers/promises";
import type { Outcome } from "perdure/engine";
import { PlainObjects } from "./plain-objects.js";

type Waiter = (value: unknown) => void;

/** What plain contexts share: outcomes on their way, and events. Each outcome arrives in a round of its own. */
export class PlainWorld {
  readonly objects = new PlainObjects();
  readonly #arrived: (() => void)[] = [];
  readonly #waiters = new Map<string, Waiter[]>();
  readonly #events = new Map<string, unknown[]>();
  /** Steps whose code runs now. */
  #inFlight = 0;

  get busy(): boolean {
    return this.#inFlight > 0 || this.#arrived.length > 0;
  }

  /** Runs a step's code, after the round in which it was asked for; `counts`: it is in flight until its end. */
  async perform(code: () => unknown, counts: boolean): Promise<Outcome> {
    this.#inFlight += 1;
    await macrotask();
    if (!counts) this.#inFlight -= 1;
    try {
      return { value: await code() };
    } catch (error) {
      return { error };
    } finally {
      if (counts) this.#inFlight -= 1;
    }
  }

  /** A step's code waits for others: it is not in flight meanwhile. */
  async aside<T>(wait: () => Promise<T>): Promise<T> {
    this.#inFlight -= 1;
    try {
      return await wait();
    } finally {
      this.#inFlight += 1;
    }
  }

  arrived(settle: () => void): void {
    this.#arrived.push(settle);
  }

  deliver(): boolean {
    const settle = this.#arrived.shift();
    settle?.();
    return settle !== undefined;
  }

  /** Gives how to withdraw the wait: false where the event has come. */
  wait(eventId: string, waiter: Waiter): () => boolean {
    const kept = this.#events.get(eventId) ?? [];
    if (kept.length > 0) {
      waiter(kept.shift());
      return () => false;
    }
    const waiters = this.#waiters.get(eventId) ?? [];
    this.#waiters.set(eventId, waiters);
    waiters.push(waiter);
    return () => {
      const at = waiters.indexOf(waiter);
      if (at >= 0) waiters.splice(at, 1);
      return at >= 0;
    };
  }

  send(eventId: string, value: unknown, broadcast: boolean): void {
    const waiters = this.#waiters.get(eventId) ?? [];
    if (broadcast) for (const waiter of waiters.splice(0)) waiter(value);
    else if (waiters.length > 0) waiters.shift()!(value);
    else this.#events.set(eventId, [...(this.#events.get(eventId) ?? []), value]);
  }
}
