/** A set of some of a machine's variables: bit n stands for the nth of them. */
export type NameSet = number;

/** How many variables one number tells apart. */
export const GROUP = 31;

/** Numbers variables, at most as many as a group has, so that sets of them are numbers: `a | b`, `a & ~b`. */
export class NameSets {
  readonly #names: readonly string[];
  readonly #bits = new Map<string, NameSet>();

  constructor(names: readonly string[]) {
    this.#names = names;
    for (let index = 0; index < names.length; index++) this.#bits.set(names[index]!, 1 << index);
  }

  /** The set of one name; empty where it is none of these variables. */
  bit(name: string): NameSet {
    return this.#bits.get(name) ?? 0;
  }

  /** The set of those names that are among these variables. */
  of(names: Iterable<string>): NameSet {
    let set = 0;
    for (const name of names) set |= this.bit(name);
    return set;
  }

  /** Adds the names of a set, in the machine's own order. */
  addTo(names: string[], set: NameSet): void {
    for (let rest = set, index = 0; rest !== 0; rest >>>= 1, index++) {
      if (rest & 1) names.push(this.#names[index]!);
    }
  }
}
