import { PerdureError } from "../errors/perdure-error.js";
import { iterationNotStorable } from "../generated/messages.js";

/** What is iterated: the values, or what the method of that name gives. */
export type IterationKind = "values" | "entries" | "keys";

/** An iteration over an array that a snapshot can store; it sees changes of the array as the language says. */
export class ArrayIteration {
  value: unknown;
  readonly array: readonly unknown[];
  readonly kind: IterationKind;
  /** Of the next element; -1 once exhausted, as a native iterator stays exhausted. */
  index: number;

  constructor(array: readonly unknown[], kind: IterationKind, index = 0) {
    this.array = array;
    this.kind = kind;
    this.index = index;
  }

  /** Moves to the next element and puts it into `value`; false at the end. */
  next(): boolean {
    const { array, index, kind } = this;
    if (index < 0 || index >= array.length) {
      this.index = -1;
      this.value = undefined;
      return false;
    }
    this.index = index + 1;
    this.value = kind === "values" ? array[index] : kind === "keys" ? index : [index, array[index]];
    return true;
  }
}

/** `for (x of iterable)` with an `await` in its body. */
export function iterate(iterable: unknown): ArrayIteration {
  const native = (iterable as { [Symbol.iterator]?: unknown } | null | undefined)?.[Symbol.iterator];
  if (Array.isArray(iterable) && native === Array.prototype[Symbol.iterator]) {
    return new ArrayIteration(iterable, "values");
  }
  if (typeof native !== "function") throw new TypeError(`${describe(iterable)} is not iterable`);
  throw new PerdureError(iterationNotStorable({ what: describe(iterable) }));
}

/** `for (x of receiver.entries())` (or `keys`, `values`) with an `await` in its body. */
export function iterateMethod(receiver: unknown, kind: IterationKind): ArrayIteration {
  if (Array.isArray(receiver) && receiver[kind] === Array.prototype[kind]) {
    return new ArrayIteration(receiver, kind);
  }
  return iterate((receiver as Record<IterationKind, () => unknown>)[kind]());
}

function describe(value: unknown): string {
  if (typeof value !== "object" || value === null) return String(value);
  return Object.getPrototypeOf(value)?.constructor?.name ?? "object";
}
