import { types } from "node:util";
import { setClassVersion } from "../../../machine/class-versions.js";
import { registerNamed } from "../../../machine/reference.js";
import { makers } from "../../testing/graph-makers.js";
import type { Random } from "../../testing/random.js";

/** A class whose instances are data. */
export class Order {
  lines: unknown = [];
}
registerNamed("class:pages/Order", Order);
setClassVersion(Order, { version: 3 });

const hidden = { enumerable: false, configurable: true, writable: true };

/** A graph that is changed at random, as programs and code that nobody knows of do. */
export class Edits {
  readonly #random: Random;
  /** What a frame's variables would be. */
  readonly root: Record<string, unknown> = {};
  #all: object[] = [];

  constructor(random: Random) {
    this.#random = random;
  }

  /** Goes on with other objects, made of the stored ones. */
  restart(root: Record<string, unknown>): void {
    for (const key of Object.keys(this.root)) delete this.root[key];
    Object.assign(this.root, root);
    this.#all = reachable(root);
  }

  some(count: number): void {
    for (let i = this.#random.below(count); i >= 0; i--) this.#one();
  }

  #one(): void {
    const { below, pick } = this.#random;
    if (this.#all.length === 0 || below(10) === 0) {
      this.root[pick(["a", "b", "c", "d", "e"])] = below(5) === 0 ? undefined : this.#value();
      return;
    }
    const target = pick(this.#all);
    try {
      if (below(12) === 0) this.#oddly(target);
      else if (Array.isArray(target)) this.#array(target);
      else if (target instanceof Map) this.#map(target);
      else if (target instanceof Set) this.#set(target);
      else if (target instanceof Date) target.setTime(below(5));
      else this.#object(target as Record<string, unknown>);
    } catch {
      // frozen
    }
  }

  #array(list: unknown[]): void {
    const { below } = this.#random;
    const at = below(list.length + 1);
    switch (below(9)) {
      case 0:
        list.length = at;
        break;
      case 1:
        list.splice(at, below(4), ...(below(2) ? [this.#value()] : []));
        break;
      case 2:
        list.reverse();
        break;
      case 3:
        list.shift();
        break;
      case 4:
        if (at < list.length) list[at] = this.#value();
        break;
      case 5:
        list.unshift(this.#value());
        break;
      default:
        list.push(this.#value(), this.#value());
    }
  }

  #map(map: Map<unknown, unknown>): void {
    const { below } = this.#random;
    const key = below(3) === 0 ? this.#value() : below(30);
    if (below(4) === 0) map.delete([...map.keys()][below(map.size)]);
    else map.set(key, this.#value());
    if (below(60) === 0) map.clear();
  }

  #set(set: Set<unknown>): void {
    const { below } = this.#random;
    if (below(4) === 0) set.delete([...set][below(set.size)]);
    else set.add(this.#value());
  }

  #object(object: Record<string, unknown>): void {
    const { below } = this.#random;
    const key = below(8) === 0 ? "7" : `k${below(6)}`;
    if (below(5) === 0) delete object[key];
    else object[key] = this.#value();
  }

  /** What hardly anybody does. */
  #oddly(target: object): void {
    const { below, pick } = this.#random;
    switch (below(9)) {
      case 0:
        Object.defineProperty(target, "hidden", { value: this.#value(), ...hidden });
        break;
      case 1:
        Object.defineProperty(target, "fixed", { value: 1, configurable: true, enumerable: true });
        break;
      case 2:
        Object.assign(target, { [Symbol.for("key")]: this.#value() });
        break;
      case 3:
        Object.preventExtensions(target);
        break;
      case 4:
        if (below(3) === 0) Object.freeze(target);
        break;
      case 5:
        if (isOpen(target)) Object.setPrototypeOf(target, pick([Object.prototype, null, Order.prototype]));
        break;
      case 6:
        if (below(3) === 0) Object.assign(target, { [Symbol("local")]: 1 });
        break;
      case 7:
        Object.defineProperty(target, "$", { value: this.#value(), enumerable: true, configurable: true });
        break;
      case 8:
        if (below(4) === 0) this.root["e"] = this.#anything();
    }
  }

  #value(): unknown {
    const { below, pick } = this.#random;
    switch (below(12)) {
      case 0:
      case 1:
        return below(100);
      case 2:
        return `t${below(50)}`;
      case 3:
        return "long".repeat(below(30));
      case 4:
        return pick([undefined, null, NaN, -0, 0, true, Infinity, 12n, Symbol.iterator, Array.isArray]);
      case 5:
      case 6:
      case 7:
        return this.#all.length > 0 ? pick(this.#all) : 1;
      default:
        return this.#fresh();
    }
  }

  #fresh(): object {
    const { below } = this.#random;
    const made = [
      () => [],
      () => [],
      () => new Map(),
      () => new Set(),
      () => ({}),
      () => ({}),
      () => new Order(),
      () => new Date(5),
      () => (below(10) === 0 ? this.#anything() : {}),
      () => (below(4) === 0 ? Object.assign(new RangeError("r"), { detail: this.#known() }) : {}),
      () => Object.create(null) as object,
    ][below(11)]!();
    if (!says(made)) this.#all.push(made);
    if (this.#all.length > 60) this.#all.splice(below(20), 1 + below(3));
    return made;
  }

  #known = (): unknown => (this.#all.length > 0 ? this.#random.pick(this.#all) : 1);

  /** Closures, classes, private fields and all else that a snapshot can hold. */
  #anything(): object {
    const known = this.#known;
    const [made, fill] = this.#random.pick(makers)(known, this.#random.below(5));
    fill(known);
    return made;
  }
}

const isOpen = (target: object): boolean =>
  [Object.prototype, null, Order.prototype].includes(Object.getPrototypeOf(target) as object | null) &&
  Object.prototype.toString.call(target) === "[object Object]";

/** Bytes, and instances of a class that says itself what is stored of them: not all that is put on them is. */
const says = (value: object): boolean =>
  ArrayBuffer.isView(value) || Symbol.for("perdure.serialize") in value;

function reachable(root: unknown): object[] {
  const found = new Set<object>();
  const add = (value: unknown): void => {
    if (typeof value === "object" && value !== null && !says(value)) found.add(value);
  };
  add(root);
  for (const object of found) {
    for (const key of Object.keys(object)) add(Object.getOwnPropertyDescriptor(object, key)!.value);
    if (types.isMap(object)) Map.prototype.forEach.call(object, (item, key) => [item, key].forEach(add));
    if (types.isSet(object)) Set.prototype.forEach.call(object, add);
  }
  return [...found].slice(1, 60);
}
