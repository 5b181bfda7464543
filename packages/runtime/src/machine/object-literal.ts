import { key, named } from "./property-key.js";

/** `get x() {}` or `set x(value) {}` of an object literal, whose function is a closure. */
export function accessor(object: object, name: unknown, half: "get" | "set", fn: () => unknown): object {
  const property = key(name);
  const value = named(fn, property, `${half} `);
  return Object.defineProperty(object, property, { [half]: value, enumerable: true, configurable: true });
}

/** The properties of an object literal that stand after an accessor. */
export function extend(object: object, part: object): object {
  return Object.defineProperties(object, Object.getOwnPropertyDescriptors(part));
}

/** `__proto__: value` in an object literal after an accessor. */
export function setPrototype(object: object, value: unknown): object {
  const isPossible = value === null || typeof value === "object" || typeof value === "function";
  return isPossible ? (Object.setPrototypeOf(object, value) as object) : object;
}

/** A static field of a class. */
export function define(object: object, name: PropertyKey, value: unknown): void {
  const attributes = { writable: true, enumerable: true, configurable: true };
  Object.defineProperty(object, name, { value, ...attributes });
}
