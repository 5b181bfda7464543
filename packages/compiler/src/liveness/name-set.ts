/** A set of a machine's variables: bit n stands for the nth of them. */
export type NameSet = bigint;

const WORD = 30n;

/** Numbers variables, so that sets of them are numbers too: `a | b`, `a & ~b`. */
export class NameSets {
  readonly #names: readonly string[];
  readonly #bits: ReadonlyMap<string, NameSet>;

  constructor(names: Iterable<string>) {
    this.#names = [...names];
    this.#bits = new Map(this.#names.map((name, index) => [name, 1n << BigInt(index)]));
  }

  /** The set of one name; empty where it is no variable of the machine. */
  bit(name: string): NameSet {
    return this.#bits.get(name) ?? 0n;
  }

  /** The set of the names that are variables of the machine. */
  of(names: Iterable<string>): NameSet {
    let set = 0n;
    for (const name of names) set |= this.bit(name);
    return set;
  }

  /** In the machine's own order. */
  namesIn(set: NameSet): Set<string> {
    const names = new Set<string>();
    for (let rest = set, start = 0; rest !== 0n; rest >>= WORD, start += Number(WORD)) {
      // Plain numbers are much faster than large ones.
      for (
        let word = Number(BigInt.asUintN(Number(WORD), rest)), index = start;
        word !== 0;
        word >>>= 1, index++
      ) {
        if (word & 1) names.add(this.#names[index]!);
      }
    }
    return names;
  }
}
