/** Somebody who listens for the end of an execution. */
export interface Listener {
  /** Resolves when something was told of it since `listen`, or after `ms`. */
  within(ms: number): Promise<void>;
  stop(): void;
}

/** Those who wait for executions to end. They listen first and look then, so that no end is missed in between. */
export class Ends {
  readonly #listening = new Map<string, Set<() => void>>();
  #isClosed = false;

  listen(id: string): Listener {
    let isTold = this.#isClosed;
    let wake = () => {};
    const told = () => {
      isTold = true;
      wake();
    };
    const listening = this.#listening.get(id) ?? new Set();
    this.#listening.set(id, listening.add(told));
    return {
      within: (ms) =>
        new Promise((resolve) => {
          if (isTold) return resolve();
          const timer = setTimeout(resolve, ms);
          wake = () => {
            clearTimeout(timer);
            resolve();
          };
        }),
      stop: () => {
        wake();
        listening.delete(told);
        if (listening.size === 0 && this.#listening.get(id) === listening) this.#listening.delete(id);
      },
    };
  }

  tell(id: string): void {
    for (const told of this.#listening.get(id) ?? []) told();
  }

  /** Nobody is kept waiting any longer. */
  close(): void {
    this.#isClosed = true;
    this.tellAll();
  }

  get isClosed(): boolean {
    return this.#isClosed;
  }

  /** Somebody else has written: all look again. */
  tellAll(): void {
    for (const id of this.#listening.keys()) this.tell(id);
  }
}
