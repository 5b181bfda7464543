/** After a find it looks more often for so long: who has written is likely to write again. */
const BUSY_MS = 1000;
const BUSY_SHARE = 0.4;
/** While no other engine is there, nobody can be waited for who writes. */
const ALONE_SHARE = 5;

/** Looks again and again for what other processes have written. Does not keep the process alive. */
export class Poller {
  readonly #look: () => Promise<boolean>;
  readonly #everyMs: number;
  readonly #isAlone: () => boolean;
  #timer: NodeJS.Timeout | undefined;
  #busyUntilMs = 0;
  #isStopped = false;

  /** `look` says whether there was something, and never rejects. */
  constructor(everyMs: number, look: () => Promise<boolean>, isAlone: () => boolean) {
    this.#isAlone = isAlone;
    this.#everyMs = everyMs;
    this.#look = look;
    this.#arm();
  }

  stop(): void {
    this.#isStopped = true;
    clearTimeout(this.#timer);
  }

  #arm(): void {
    if (this.#isStopped) return;
    const isBusy = performance.now() < this.#busyUntilMs;
    const share = this.#isAlone() ? ALONE_SHARE : isBusy ? BUSY_SHARE : 1;
    const delayMs = this.#everyMs * share;
    this.#timer = setTimeout(() => void this.#tick(), delayMs).unref();
  }

  async #tick(): Promise<void> {
    if (await this.#look()) this.#busyUntilMs = performance.now() + BUSY_MS;
    this.#arm();
  }
}
