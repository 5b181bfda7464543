import { types } from "node:util";
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
      if (!isThere(this.object, key)) continue;
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
  if (hasProxy(object)) return new KeyIteration(object, keysOf(object));
  for (const key in object as object) keys.push(key);
  return new KeyIteration(object, keys);
}

/** What a native loop lists where there is a proxy: that is asked whether a key is enumerable when its turn comes. */
function keysOf(object: unknown): string[] {
  const keys = new Map<string, boolean>();
  for (let holder = Object(object) as object | null; holder; holder = Reflect.getPrototypeOf(holder)) {
    const isProxy = types.isProxy(holder);
    for (const key of Reflect.ownKeys(holder)) {
      if (typeof key === "symbol" || keys.has(key)) continue;
      keys.set(key, isProxy || Reflect.getOwnPropertyDescriptor(holder, key)!.enumerable === true);
    }
  }
  return [...keys].filter(([, isListed]) => isListed).map(([key]) => key);
}

/** As a native loop asks, which calls no `has` trap. */
function isThere(object: unknown, key: string): boolean {
  for (let holder = Object(object) as object | null; holder; holder = Reflect.getPrototypeOf(holder)) {
    if (!types.isProxy(holder)) {
      if (Object.hasOwn(holder, key)) return true;
      continue;
    }
    const descriptor = Reflect.getOwnPropertyDescriptor(holder, key);
    if (descriptor) return descriptor.enumerable === true;
  }
  return false;
}

/** Whether an object is a proxy or inherits from one; no trap runs. */
function hasProxy(object: unknown): boolean {
  if (object === null || object === undefined) return false;
  let holder = Object(object) as object | null;
  while (holder && !types.isProxy(holder)) holder = Reflect.getPrototypeOf(holder);
  return holder !== null;
}
