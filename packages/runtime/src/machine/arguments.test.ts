import { types } from "node:util";
import { expect, it } from "vitest";
import { argumentsOf } from "./arguments.js";

it("gives the arguments object of strict code", () => {
  const object = argumentsOf(["a", undefined]);
  expect(types.isArgumentsObject(object)).toBe(true);
  expect([...object]).toEqual(["a", undefined]);
  expect(object.length).toBe(2);
  expect(() => object.callee as unknown).toThrow(TypeError);
});
