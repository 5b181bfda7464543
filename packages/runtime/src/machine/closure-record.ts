import type { ClosureCode, ClosureRecord, Scope } from "./abi.js";
import { processWide } from "./process-wide.js";

interface Records {
  stamp(closure: object, record: ClosureRecord): void;
  stampMade(closure: object, code: ClosureCode, captured: Captured | undefined): void;
  read(value: object): ClosureRecord | undefined;
}

/** The scopes of a closure; a single one is not put into a list. */
export type Captured = Scope | readonly Scope[];

/** The scopes as a list; `count` is how many the closure's code takes. */
export const listOf = (captured: Captured | undefined, count: number): readonly Scope[] =>
  count > 1 ? (captured as readonly Scope[]) : count === 1 ? [captured as Scope] : [];

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

  /** Two fields instead of a record, which would be one object more for each closure. */
  class Made extends Given {
    readonly #code: ClosureCode;
    readonly #captured: Captured | undefined;
    constructor(closure: object, code: ClosureCode, captured: Captured | undefined) {
      super(closure);
      this.#code = code;
      this.#captured = captured;
    }
    static read(value: object): ClosureRecord | undefined {
      if (!(#code in value)) return undefined;
      const { id, hash, scopes } = (value as Made).#code;
      return { id, hash, self: undefined, scopes: listOf((value as Made).#captured, scopes.length) };
    }
  }

  return {
    stamp: (closure, record) => void new Stamp(closure, record),
    stampMade: (closure, code, captured) => void new Made(closure, code, captured),
    read: (value) => Stamp.read(value) ?? Made.read(value),
  };
});

/** Makes a function known as a closure of compiled code. */
export const stampClosure = records.stamp;

/** The same for one that its code's `make` gives, without a `this`. */
export const stampMade = records.stampMade;

/** The record of a closure that compiled code made, else undefined. */
export const closureRecord = records.read;
