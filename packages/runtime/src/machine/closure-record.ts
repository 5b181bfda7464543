import type { ClosureRecord, Make } from "./abi.js";
import { processWide } from "./process-wide.js";

type NewClosure = new <T extends object>(closure: T, make: Make, first?: unknown, second?: unknown) => T;

interface Records {
  stamp(closure: object, record: ClosureRecord): void;
  readonly Made: NewClosure;
  read(value: object): ClosureRecord | undefined;
}

/** Records are private fields of the functions: nobody sees them, and nothing else is as fast. */
const records = processWide<Records>("perdure.closure-records", () => {
  // A base constructor that returns the function puts the derived class's field on it.
  const Given = function (closure: object) {
    return closure;
  } as unknown as new (closure: object) => object;

  class Stamp extends Given {
    readonly #record: ClosureRecord;
    constructor(closure: object, record: ClosureRecord) {
      super(closure);
      this.#record = record;
    }
    static read(value: object): ClosureRecord | undefined {
      return #record in value ? (value as Stamp).#record : undefined;
    }
  }

  /** Fields instead of a record with a list, which would be two objects more for each closure. */
  class Made extends Given {
    readonly #make: Make;
    readonly #first: unknown;
    readonly #second: unknown;
    constructor(closure: object, make: Make, first?: unknown, second?: unknown) {
      super(closure);
      this.#make = make;
      this.#first = first;
      this.#second = second;
    }
    static read(value: object): ClosureRecord | undefined {
      if (!(#make in value)) return undefined;
      const { id, hash, scopes } = (value as Made).#make.code!;
      const list = listOf((value as Made).#first, (value as Made).#second, scopes.length);
      return { id, hash, self: undefined, scopes: list };
    }
  }

  return {
    stamp: (closure, record) => void new Stamp(closure, record),
    Made: Made as unknown as NewClosure,
    read: (value) => Stamp.read(value) ?? Made.read(value),
  };
});

const listOf = (first: unknown, second: unknown, count: number): readonly unknown[] =>
  count > 2 ? (first as readonly unknown[]) : [first, second].slice(0, count);

/** Makes a function known as a closure of compiled code. */
export const stampClosure = records.stamp;

const Closure = records.Made;

/**
 * Makes a function known as the closure that `make` gives over up to two captures, or over a list of more. It gives
 * back its argument, not what the constructor gives: else the engine does not know whose code it calls in `map(f)`.
 */
export function made<T extends object>(closure: T, make: Make, first?: unknown, second?: unknown): T {
  void new Closure(closure, make, first, second);
  return closure;
}

/** The record of a closure that compiled code made, else undefined. */
export const closureRecord = records.read;
