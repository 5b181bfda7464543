import { types } from "node:util";
import type { ElementKind } from "./array-iteration.js";
import { ITERATION, Iteration } from "./iteration.js";

export type Collection = Map<unknown, unknown> | Set<unknown>;

const METHODS = {
  map: { values: Map.prototype.values, entries: Map.prototype.entries, keys: Map.prototype.keys },
  set: { values: Set.prototype.values, entries: Set.prototype.entries, keys: Set.prototype.keys },
};
const sizeOfMap = Object.getOwnPropertyDescriptor(Map.prototype, "size")!.get!;
const sizeOfSet = Object.getOwnPropertyDescriptor(Set.prototype, "size")!.get!;
const stepOfMap = new Map().values().next;
const stepOfSet = new Set().values().next;

/**
 * An iteration over a Map or Set. A native iterator does the stepping, since only it follows entries that are
 * deleted, added again or cleared meanwhile; what is stored is how many entries lie before it.
 */
export class CollectionIteration extends Iteration {
  get [ITERATION](): "collection" {
    return "collection";
  }
  readonly collection: Collection;
  readonly kind: ElementKind;
  /** Where the native iterator is to begin, -1 once exhausted. */
  #position: number;
  #native: Iterator<unknown> | null = null;

  constructor(collection: Collection, kind: ElementKind, position = 0) {
    super();
    this.collection = collection;
    this.kind = kind;
    this.#position = position;
  }

  next(): boolean {
    if (this.#position < 0) return false;
    this.place();
    const result = this.#step();
    this.value = result.value;
    if (result.done) this.#position = -1;
    return !result.done;
  }

  /** Puts a restored iteration to its place, before anything changes the collection. */
  place(): void {
    if (this.#native || this.#position < 0) return;
    const methods = types.isMap(this.collection) ? METHODS.map : METHODS.set;
    this.#native = methods[this.kind].call(this.collection as never);
    // a damaged snapshot may give a place far behind the end
    for (let passed = 0; passed < this.#position; passed++) if (this.#step().done) break;
  }

  /** How many entries lie before the next one; -1 once exhausted. */
  position(): number {
    if (!this.#native || this.#position < 0) return this.#position;
    let rest = 0;
    while (!this.#step().done) rest++; // a native iterator tells nothing, so it is used up and replaced
    this.#position = sizeOf(this.collection) - rest;
    this.#native = null;
    this.place();
    return this.#position;
  }

  #step(): IteratorResult<unknown> {
    const step = types.isMap(this.collection) ? stepOfMap : stepOfSet;
    return Reflect.apply(step, this.#native, []) as IteratorResult<unknown>;
  }
}

/** The number of entries, whatever a subclass makes of `size`. */
export const sizeOf = (collection: Collection): number =>
  (types.isMap(collection) ? sizeOfMap : sizeOfSet).call(collection) as number;
