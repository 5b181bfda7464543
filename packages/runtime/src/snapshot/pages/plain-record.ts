import { memberOf } from "../../machine/members.js";
import { privateElements } from "../../machine/private.js";
import { KIND } from "../json.js";
import { isBuiltIn } from "../plain.js";
import type { PageLimits } from "./limits.js";
import type { PageRecord } from "./record.js";
import { textLength } from "./split.js";

/** Those of the record made last: objects of one shape are many, and share the list. */
let lastKeys: readonly string[] = [];

function shared(keys: readonly string[]): readonly string[] {
  const isSame = keys.length === lastKeys.length && keys.every((key, i) => key === lastKeys[i]);
  return isSame ? lastKeys : (lastKeys = keys);
}

/** An object whose own properties are all as an assignment makes them. */
export class PlainRecord implements PageRecord {
  readonly number: number;
  readonly value: object;
  page = 0;
  readonly #prototype: unknown;
  readonly #keys: readonly string[];
  readonly #values: readonly unknown[];

  private constructor(value: object, number: number, keys: readonly string[], values: readonly unknown[]) {
    this.value = value;
    this.number = number;
    this.#prototype = Object.getPrototypeOf(value);
    this.#keys = keys;
    this.#values = values;
  }

  static of(value: object, number: number): PlainRecord | undefined {
    if (!Object.isExtensible(value) || Object.getOwnPropertySymbols(value).length > 0) return undefined;
    const keys = Object.getOwnPropertyNames(value);
    if (Object.getPrototypeOf(value) === Object.prototype && isBuiltIn(value, false)) return undefined;
    const values: unknown[] = [];
    for (const key of keys) {
      const descriptor = Object.getOwnPropertyDescriptor(value, key)!;
      if (!descriptor.writable || !descriptor.enumerable || !descriptor.configurable) return undefined;
      if (typeof descriptor.value === "symbol" || key === KIND) return undefined;
      values.push(descriptor.value);
    }
    return new PlainRecord(value, number, shared(keys), values);
  }

  weight(limits: PageLimits): number {
    const keys = this.#keys.reduce((sum, key) => sum + key.length + 4, 8);
    return keys + textLength(this.#values, limits);
  }

  isSame(): boolean {
    const { value } = this;
    if (Object.getPrototypeOf(value) !== this.#prototype || !Object.isExtensible(value)) return false;
    const names = Object.getOwnPropertyNames(value);
    const keys = this.#keys;
    if (names.length !== keys.length || Object.getOwnPropertySymbols(value).length > 0) return false;
    for (let i = 0; i < names.length; i++) {
      const key = keys[i]!;
      if (names[i] !== key) return false;
      const descriptor = Object.getOwnPropertyDescriptor(value, key)!;
      if (!descriptor.writable || !descriptor.enumerable || !descriptor.configurable) return false;
      if (!Object.is(descriptor.value, this.#values[i])) return false;
    }
    return privateElements(value) === undefined && memberOf(value) === undefined;
  }

  children(): Iterable<unknown> {
    return this.#values;
  }
}
