import { expect, test } from "vitest";
import { said } from "./said.js";

const after = (message: string): string => {
  const error = new TypeError(message);
  said(error);
  expect(error.stack).toContain(error.message);
  return error.message;
};

test("the author's text of a captured variable", () => {
  expect(after("$scope_o_k.o.a.n is not a function")).toBe("o.a.n is not a function");
  expect(after("(0 , $scope_o_k.k) is not a function")).toBe("k is not a function");
  expect(after("(0 , $scope_o_k.o.b) is not a function")).toBe("(0 , o.b) is not a function");
  expect(after("Cannot destructure property 'x' of '$scope_o.o.b' as it is undefined.")).toBe(
    "Cannot destructure property 'x' of 'o.b' as it is undefined.",
  );
  expect(after("$value.b is not a function")).toBe("(intermediate value).b is not a function");
  expect(after("$make_callback_4(...)(...) is not a function")).toBe(
    "(intermediate value)(...) is not a function",
  );
});

test("all other errors stay as they are", () => {
  expect(after("$el.show is not a function")).toBe("$el.show is not a function");
  expect(after("$values.b is not a function")).toBe("$values.b is not a function");
  expect(after("$value must be a number")).toBe("$value must be a number");
  expect(after("$scope.total is not a function")).toBe("$scope.total is not a function");
  const error = new Error("$scope_o.o is the author's own");
  said(error);
  expect(error.message).toBe("$scope_o.o is the author's own");
  for (const value of [null, undefined, 1, "$scope_o.o", {}]) expect(() => said(value)).not.toThrow();
  const frozen = Object.freeze(new TypeError("$scope_o.o is not a function"));
  expect(() => said(frozen)).not.toThrow();
});
