/** A set of a machine's variables: bit n stands for the nth of them. */
export type NameSet = bigint;

/** Numbers variables, so that sets of them are numbers too: `a | b`, `a & ~b`. */
export class NameSets {
  readonly #names: readonly string[];
  readonly #bits: ReadonlyMap<string, NameSet>;

  constructor(names: Iterable<string>) {
    this.#names = [...names];
    this.#bits = new Map(this.#names.map((name, index) => [name, 1n << BigInt(index)]));
  }

  /** The set of the names that are variables of the machine. */
  of(names: Iterable<string>): NameSet {
    let set = 0n;
    for (const name of names) set |= this.#bits.get(name) ?? 0n;
    return set;
  }

  namesIn(set: NameSet): Set<string> {
    const names = new Set<string>();
    for (let rest = set, index = 0; rest !== 0n; rest >>= 1n, index++) {
      if (rest & 1n) names.add(this.#names[index]!);
    }
    return names;
  }
}
