/** Gives out names that nothing in the file uses. */
export class Names {
  readonly #taken: ReadonlySet<string>;
  readonly #given = new Set<string>();
  /** The next number of each series, so that a long one is not counted again and again. */
  readonly #counts = new Map<string, number>();

  /** The names of a file are many: a set of them is shared by all its functions, and not changed. */
  constructor(taken: ReadonlySet<string>) {
    this.#taken = taken;
  }

  /** `base` itself where it is free, else with the smallest number behind it. */
  fresh(base: string, separator = "_"): string {
    let name = base;
    const series = `${base}${separator}`;
    let count = this.#counts.get(series) ?? 2;
    while (this.#has(name)) name = `${series}${count++}`;
    if (name !== base) this.#counts.set(series, count);
    this.#given.add(name);
    return name;
  }

  #has(name: string): boolean {
    return this.#taken.has(name) || this.#given.has(name);
  }
}
