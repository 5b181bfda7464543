import { isObject } from "./is-object.js";

/** An iterator whose steps may be asked for. */
export interface Iterating {
  readonly iterator: object;
  /** Its `next`, read once. */
  readonly method: unknown;
}

type Method = (...args: never[]) => unknown;

/** Calls a method of the protocol, with the language's message where it is none. */
export function callMethod(method: unknown, receiver: object): unknown {
  if (typeof method !== "function") throw new TypeError(`${kindOf(method)} is not a function`);
  return Reflect.apply(method as Method, receiver, []);
}

/** An iterator and its `next`. `method` is what the iterable has under `Symbol.iterator` or `Symbol.asyncIterator`. */
export function openIterator(iterable: unknown, method: Method, name: string): Iterating {
  const iterator: unknown = Reflect.apply(method, iterable, []);
  if (!isObject(iterator)) throw new TypeError(`Result of the ${name} method is not an object`);
  return { iterator, method: (iterator as { next?: unknown }).next };
}

/** What a step gave, or what `return()` gave. */
export function checkResult(result: unknown): IteratorResult<unknown> {
  if (!isObject(result)) throw new TypeError(`Iterator result ${String(result)} is not an object`);
  return result as IteratorResult<unknown>;
}

/** The method `return` of an iterator; undefined where there is nothing to close. */
export function returnMethod(iterator: object): Method | undefined {
  const method = (iterator as { return?: unknown }).return;
  if (method === undefined || method === null) return undefined;
  if (typeof method !== "function") throw new TypeError(`${kindOf(method)} is not a function`);
  return method as Method;
}

/** Closes a synchronous iterator. With `failed` an error is on its way, and what goes wrong here is not heard of. */
export function closeIterator(iterator: object, failed: boolean): void {
  try {
    const method = returnMethod(iterator);
    if (method) checkResult(Reflect.apply(method, iterator, []));
  } catch (error) {
    if (!failed) throw error;
  }
}

/** How the language names a value for which it has no source text: `number 5`, `string "a"`, `object`. */
export function kindOf(value: unknown): string {
  if (typeof value === "string") return `string "${value}"`;
  const shown = value === null || typeof value === "number" || typeof value === "boolean";
  return shown ? `${typeof value} ${String(value)}` : typeof value;
}
