/** Gives out names that nothing in the file uses. */
export class Names {
  readonly #taken: Set<string>;

  constructor(taken: Iterable<string>) {
    this.#taken = new Set(taken);
  }

  /** `base` itself where it is free, else with the smallest number behind it. */
  fresh(base: string, separator = "_"): string {
    let name = base;
    for (let count = 2; this.#taken.has(name); count++) name = `${base}${separator}${count}`;
    this.#taken.add(name);
    return name;
  }
}
