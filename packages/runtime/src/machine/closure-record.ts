import type { ClosureCode, ClosureRecord, Scope } from "./abi.js";
import { processWide } from "./process-wide.js";

interface Records {
  stamp(closure: object, record: ClosureRecord): void;
  stampMade(closure: object, code: ClosureCode, scopes: readonly Scope[], self: unknown): void;
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

  /** Three fields instead of a record, which would be one object more for each closure. */
  class Made extends Given {
    readonly #code: ClosureCode;
    readonly #scopes: readonly Scope[];
    readonly #self: unknown;
    constructor(closure: object, code: ClosureCode, scopes: readonly Scope[], self: unknown) {
      super(closure);
      this.#code = code;
      this.#scopes = scopes;
      this.#self = self;
    }
    static read(value: object): ClosureRecord | undefined {
      if (!(#code in value)) return undefined;
      const { id, hash } = (value as Made).#code;
      return { id, hash, self: (value as Made).#self, scopes: (value as Made).#scopes };
    }
  }

  return {
    stamp: (closure, record) => void new Stamp(closure, record),
    stampMade: (closure, code, scopes, self) => void new Made(closure, code, scopes, self),
    read: (value) => Stamp.read(value) ?? Made.read(value),
  };
});

/** Makes a function known as a closure of compiled code. */
export const stampClosure = records.stamp;

/** The same for one that its code's `make` gives. */
export const stampMade = records.stampMade;

/** The record of a closure that compiled code made, else undefined. */
export const closureRecord = records.read;
