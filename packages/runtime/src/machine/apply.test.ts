import { describe, expect, it } from "vitest";
import { apply, callOn } from "./apply.js";

function receive(this: unknown, ...args: unknown[]): unknown[] {
  return [this, ...args];
}

describe("a call with a list of arguments", () => {
  for (let count = 0; count < 6; count++) {
    it(`of ${count} hands all of them on`, () => {
      const args = Array.from({ length: count }, (_, index) => index);
      const list = (
        function () {
          return arguments;
        } as (...given: unknown[]) => IArguments
      )(...args);
      expect(apply(receive, "self", args)).toEqual(["self", ...args]);
      expect(apply(receive, "self", list)).toEqual(["self", ...args]);
      expect(callOn(receive, "self", ...args)).toEqual(["self", ...args]);
    });

    it(`of ${count} fails with the language's own error where nothing can be called`, () => {
      const args = Array.from({ length: count });
      expect(() => apply(5, undefined, args)).toThrow(
        new TypeError("Function.prototype.apply was called on 5, which is a number and not a function"),
      );
    });
  }

  it("does not ask the function for `call` or `apply`", () => {
    const own = Object.assign((value: unknown) => value, {
      call: () => "replaced",
      apply: () => "replaced",
    });
    expect([apply(own, undefined, [1]), callOn(own, undefined, 1)]).toEqual([1, 1]);
  });
});
