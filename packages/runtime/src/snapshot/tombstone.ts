import { InterruptedError } from "../errors/interrupted-error.js";

const tombstones = new WeakMap<object, string>();

/** Every operation on an object, each of which throws. */
const HANDLERS = [
  "apply",
  "construct",
  "defineProperty",
  "deleteProperty",
  "get",
  "getOwnPropertyDescriptor",
  "getPrototypeOf",
  "has",
  "isExtensible",
  "ownKeys",
  "preventExtensions",
  "set",
  "setPrototypeOf",
] as const satisfies (keyof ProxyHandler<object>)[];

/** Stands for a value that was left out of a snapshot, since only an interrupted wait had it: throws when it is used. */
export function tombstone(of: string): object {
  const fail = (): never => {
    throw new InterruptedError(of);
  };
  const proxy = new Proxy(function () {}, Object.fromEntries(HANDLERS.map((name) => [name, fail])));
  tombstones.set(proxy, of);
  return proxy;
}

/** What a tombstone stands for, undefined for any other value. */
export const tombstoneOf = (value: object): string | undefined => tombstones.get(value);
