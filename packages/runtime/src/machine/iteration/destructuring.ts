import { types } from "node:util";

/**
 * What an object pattern does first. `key` is the first property's name, where it is known; `text` is how the
 * language's own message names the value.
 */
export function destructurable<T>(value: T, text?: string, key?: string): T {
  if (value !== undefined && value !== null) return value;
  const none = String(value);
  if (text === undefined && key !== undefined)
    throw new TypeError(`Cannot read properties of ${none} (reading '${key}')`);
  const what = `'${text ?? none}'`;
  const whole = key === undefined ? what : `property '${key}' of ${what}`;
  throw new TypeError(`Cannot destructure ${whole} as it is ${none}.`);
}

/** A value that is about to be iterated over natively, under the name that the language's own message gives it. */
export function iterable<T>(value: T, text: string): T {
  if (Array.isArray(value) || hasIterator(value)) return value;
  throw new TypeError(`${text} is not iterable`);
}

/** Whether there is a method, as far as that can be seen without running code. */
const hasIterator = (value: unknown): boolean =>
  value !== undefined && value !== null && (types.isProxy(value) || Symbol.iterator in Object(value));

/** The rest element of an object pattern: a copy of the own enumerable properties but those named before. */
export function objectRest(value: unknown, taken: readonly (string | symbol)[]): object {
  const from = Object(value) as Record<string | symbol, unknown>;
  const rest: Record<string | symbol, unknown> = {};
  for (const key of Reflect.ownKeys(from)) {
    if (taken.includes(key) || !Reflect.getOwnPropertyDescriptor(from, key)?.enumerable) continue;
    const attributes = { writable: true, enumerable: true, configurable: true };
    Object.defineProperty(rest, key, { ...attributes, value: from[key] });
  }
  return rest;
}
