import { expect, test } from "vitest";
import { builtIn, builtInId, builtInPrototypeName } from "./built-ins.js";
import { reference, referenceId } from "./reference.js";

const generator = Object.getPrototypeOf(function* () {}) as { constructor: object; prototype: object };

test.each([
  [Math.max, "builtin:Math.max"],
  [isNaN, "builtin:isNaN"],
  [Map, "builtin:Map"],
  [Function.prototype, "builtin:Function.prototype"],
  [[].push, "builtin:Array.prototype.push"],
  [Object.getOwnPropertyDescriptor(Map.prototype, "size")!.get!, "builtin:Map.prototype.size (get)"],
  [
    Object.getOwnPropertyDescriptor(Object.prototype, "__proto__")!.set!,
    "builtin:Object.prototype.__proto__ (set)",
  ],
  [RegExp.prototype[Symbol.match], "builtin:RegExp.prototype[Symbol.match]"],
  [generator.constructor, "builtin:%GeneratorFunction%"],
  [Object.getPrototypeOf(Uint8Array) as object, "builtin:%TypedArray%"],
] as [object, string][])("function %#: %s", (value, id) => {
  expect(builtInId(value)).toBe(id);
  expect(builtIn(id)).toBe(value);
});

test.each([
  [Map.prototype, "Map.prototype"],
  [Object.prototype, "Object.prototype"],
  [URL.prototype, "URL.prototype"],
  [Intl.NumberFormat.prototype, "Intl.NumberFormat.prototype"],
  [generator, "%GeneratorFunction%.prototype"],
  [generator.prototype, "%GeneratorPrototype%"],
  [Object.getPrototypeOf([].values()) as object, "%ArrayIteratorPrototype%"],
] as [object, string][])("prototype %#", (value, name) => {
  expect(builtInPrototypeName(value)).toBe(name);
  expect(referenceId(value)).toBe(`builtin:${name}`);
  expect(reference(`builtin:${name}`).value).toBe(value);
});

test("what the language has not", () => {
  class Own {}
  for (const value of [Own, Own.prototype, () => 1, {}]) {
    expect(builtInId(value)).toBeUndefined();
    expect(builtInPrototypeName(value)).toBeUndefined();
  }
  expect(builtIn("builtin:Math.sum")).toBeUndefined();
  expect(builtIn("Math.max")).toBeUndefined();
});
