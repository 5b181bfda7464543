import { types } from "node:util";
import { ITERATION, Iteration } from "./iteration.js";

/** What a step gives: the element, its index, or both. */
export type ElementKind = "values" | "entries" | "keys";

const typedArray = Object.getPrototypeOf(Uint8Array.prototype) as Uint8Array;
const typedLength = Object.getOwnPropertyDescriptor(typedArray, "length")!.get!;
const typedValues = typedArray.values;

/** What an exhausted iteration keeps of its array. */
const NOTHING: ArrayLike<unknown> = [];

/** An iteration over an array, a typed array or whatever has a length and indices; it sees their changes. */
export class ArrayIteration extends Iteration {
  get [ITERATION](): "array" {
    return "array";
  }
  array: ArrayLike<unknown>;
  readonly kind: ElementKind;
  /** Of the next element; -1 once exhausted. */
  index: number;

  constructor(array: ArrayLike<unknown>, kind: ElementKind, index = 0) {
    super();
    this.array = array;
    this.kind = kind;
    this.index = index;
  }

  next(): boolean {
    const { array, index, kind } = this;
    if (index < 0 || index >= lengthOf(array)) {
      this.index = -1;
      this.array = NOTHING;
      this.value = undefined;
      return false;
    }
    this.index = index + 1;
    this.value = kind === "values" ? array[index] : kind === "keys" ? index : [index, array[index]];
    return true;
  }
}

function lengthOf(array: ArrayLike<unknown>): number {
  if (Array.isArray(array)) return array.length;
  if (types.isTypedArray(array)) {
    const length = typedLength.call(array) as number;
    if (length === 0) typedValues.call(array as Uint8Array); // throws where the buffer was detached
    return length;
  }
  const length = Number(array.length);
  return length > 0 ? Math.min(Math.floor(length), Number.MAX_SAFE_INTEGER) : 0;
}
