/** Lets at most so many things go on at the same time; the others wait in line. */
export class Slots {
  readonly #limit: number;
  #taken = 0;
  readonly #line: (() => void)[] = [];

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** Calls back as soon as a slot is free: now, or later. The slot is held until `free`. */
  take(start: () => void): void {
    if (this.#taken < this.#limit) {
      this.#taken += 1;
      start();
    } else this.#line.push(start);
  }

  free(): void {
    const next = this.#line.shift();
    if (next) next();
    else this.#taken -= 1;
  }
}
