import { ITERATION, Iteration } from "./iteration.js";

/** `for (key in object)`: the keys that were there at its start, without those deleted before their turn. */
export class KeyIteration extends Iteration {
  get [ITERATION](): "keys" {
    return "keys";
  }
  readonly object: unknown;
  readonly keys: readonly string[];
  /** Of the next key. */
  index: number;

  constructor(object: unknown, keys: readonly string[], index = 0) {
    super();
    this.object = object;
    this.keys = keys;
    this.index = index;
  }

  next(): boolean {
    while (this.index < this.keys.length) {
      const key = this.keys[this.index++]!;
      if (!(key in Object(this.object))) continue;
      this.value = key;
      return true;
    }
    this.value = undefined;
    return false;
  }
}

/** The head of a `for...in` loop with an `await` in its body. */
export function iterateKeys(object: unknown): KeyIteration {
  const keys: string[] = [];
  for (const key in object as object) keys.push(key);
  return new KeyIteration(object, keys);
}
