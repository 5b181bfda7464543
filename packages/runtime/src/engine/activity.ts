/** Counts what is going on in an engine, so that tests and a graceful stop can wait for the end of it. */
export class Activity {
  #count = 0;
  #waiting: (() => void)[] = [];
  #check: NodeJS.Immediate | undefined;

  async during<T>(work: () => Promise<T>): Promise<T> {
    this.begin();
    try {
      return await work();
    } finally {
      this.end();
    }
  }

  begin(): void {
    this.#count += 1;
  }

  end(): void {
    this.#count -= 1;
    this.#checkSoon();
  }

  whenIdle(): Promise<void> {
    return new Promise((resolve) => {
      this.#waiting.push(resolve);
      this.#checkSoon();
    });
  }

  /** What has ended may have begun something else in the same round of the event loop. */
  #checkSoon(): void {
    if (this.#count > 0 || this.#waiting.length === 0) return;
    if (this.#check) return;
    this.#check = setImmediate(() => {
      this.#check = undefined;
      if (this.#count === 0) for (const resolve of this.#waiting.splice(0)) resolve();
    });
  }
}
