import type { Scope } from "../../machine/abi.js";
import { closure, fn } from "../../machine/closure.js";
import { references } from "../../machine/reference.js";

/** Code as a compiled module registers it, for the codec's tests. */
export class Point {
  x: unknown;
  y: unknown;

  constructor(x: unknown, y: unknown) {
    this.x = x;
    this.y = y;
    Point.made++;
  }

  /** How often the constructor ran. */
  static made = 0;
}

export class PaymentError extends TypeError {
  readonly amount: number;

  constructor(message: string, amount: number, options?: ErrorOptions) {
    super(message, options);
    this.amount = amount;
  }
}

export class Stack extends Array<unknown> {}

export const Status = Object.freeze({ Active: Object.freeze({ label: "active" }) });
export const double = (n: number): number => n * 2;

references("shop/src/code.ts", {
  Point: () => Point,
  PaymentError: () => PaymentError,
  Stack: () => Stack,
  Status: () => Status,
  Active: () => Status.Active,
  double: () => double,
});

closure({
  id: "shop/src/code.ts#counter/next",
  hash: "h1",
  scopes: ["count"],
  make: (scope: Scope) => () => ++(scope as { count: number }).count,
});
closure({
  id: "shop/src/code.ts#pair/both",
  hash: "h1",
  scopes: ["a", "b"],
  make(this: unknown, a: Scope, b: Scope) {
    return () => [this, a, b];
  },
});

/** Adds one to the `count` of its scope. */
export const counter = (scope: Scope): (() => number) =>
  fn("shop/src/code.ts#counter/next", undefined, scope) as () => number;

/** Gives its `this` and both scopes. */
export const both = (self: unknown, a: Scope, b: Scope): (() => [unknown, Scope, Scope]) =>
  fn("shop/src/code.ts#pair/both", self, a, b) as () => [unknown, Scope, Scope];
