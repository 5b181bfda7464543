/** Gives out names that nothing in the file uses. */
export class Names {
  readonly #taken: ReadonlySet<string>;
  readonly #given = new Set<string>();

  /** The names of a file are many: a set of them is shared by all its functions, and not changed. */
  constructor(taken: Iterable<string>) {
    this.#taken = taken instanceof Set ? taken : new Set(taken);
  }

  /** `base` itself where it is free, else with the smallest number behind it. */
  fresh(base: string, separator = "_"): string {
    let name = base;
    for (let count = 2; this.#has(name); count++) name = `${base}${separator}${count}`;
    this.#given.add(name);
    return name;
  }

  #has(name: string): boolean {
    return this.#taken.has(name) || this.#given.has(name);
  }
}
