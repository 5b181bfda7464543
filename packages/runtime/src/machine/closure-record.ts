import type { ClosureRecord } from "./abi.js";
import { processWide } from "./process-wide.js";

interface Records {
  stamp(closure: object, record: ClosureRecord): void;
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
  return { stamp: (closure, record) => void new Stamp(closure, record), read: Stamp.read };
});

/** Makes a function known as a closure of compiled code. */
export const stampClosure = records.stamp;

/** The record of a closure that compiled code made, else undefined. */
export const closureRecord = records.read;
