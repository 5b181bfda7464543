import type { Scope } from "../../machine/abi.js";
import { closure, fn, fnGiven } from "../../machine/closure.js";
import { privateInit, privateRef, type PrivateName } from "../../machine/private.js";

/** Classes as compiled code makes them inside a function, for the codec's tests. */
export interface ShapeClass {
  new (side: number): ShapeInstance;
  readonly prototype: ShapeInstance;
  twice(n: number): number;
  unit: number;
}
export interface ShapeInstance {
  side: number;
  area(): number;
  name: string;
  steps(): Iterable<number>;
}

const FILE = "shop/src/classes.ts";

closure({
  id: `${FILE}#Shape`,
  hash: "h1",
  scopes: ["$scope"],
  make: ((scope: Scope) =>
    class Shape {
      side: number;
      constructor(side: number) {
        this.side = side;
        scope["made"] = Number(scope["made"] ?? 0) + 1;
      }
      area(): number {
        return this.side ** 2;
      }
      get name(): string {
        return `shape ${this.side}`;
      }
      set name(text: string) {
        this.side = text.length;
      }
      *steps(): Iterable<number> {
        yield this.side;
      }
      static twice(n: number): number {
        return n * 2;
      }
      static get unit(): number {
        return 1;
      }
    }) as never,
});

closure({
  id: `${FILE}#Derived`,
  hash: "h1",
  scopes: [],
  given: 1,
  make: ((Base: new (...args: unknown[]) => object) =>
    class Derived extends Base {
      own = 1;
      shout(): string {
        return `${String(this)}!`;
      }
    }) as never,
} as never);

closure({
  id: `${FILE}#Keyed`,
  hash: "h1",
  scopes: [],
  make: ((key: symbol | string) =>
    class {
      [key](): symbol | string {
        return key;
      }
    }) as never,
});

closure({
  id: `${FILE}#Secret`,
  hash: "h1",
  scopes: ["names"],
  make: ((names: { readonly x: PrivateName }) =>
    class Secret {
      constructor(value: unknown) {
        privateInit(this, names.x, value);
      }
      reveal(): unknown {
        return privateRef(this, names.x).value;
      }
    }) as never,
});

closure({
  id: `${FILE}#Animal`,
  hash: "h1",
  scopes: [],
  make: () => function Animal(this: { legs: number }, legs: number) { this.legs = legs; } as never, // prettier-ignore
});

closure({
  id: `${FILE}#value`,
  hash: "h1",
  scopes: ["$scope"],
  make: (scope: Scope) =>
    Object.getOwnPropertyDescriptor({ get value() { return scope["value"]; } }, "value")!.get!, // prettier-ignore
});

/** A class with methods, accessors and a generator. */
export const shape = (scope: Scope = {}): ShapeClass => fn(`${FILE}#Shape`, undefined, scope) as never;

/** A class over a base. */
export const derived = <T extends new (...args: never[]) => object>(
  Base: T | null,
): T & {
  new (...args: unknown[]): { own: number; shout(): string };
  readonly prototype: { shout(): string };
} => fnGiven(`${FILE}#Derived`, undefined, [], [Base]) as never;

/** A class without a name, whose method has a computed key. */
export const keyed = (key: symbol | string): new () => Record<symbol | string, () => unknown> =>
  fnGiven(`${FILE}#Keyed`, undefined, [], [key]) as never;

/** A class with a private field. */
export const secret = (names: Scope): new (value: unknown) => { reveal(): unknown } =>
  fn(`${FILE}#Secret`, undefined, names) as never;

/** A constructor of the old kind. */
export const animal = (): { new (legs: number): { legs: number }; prototype: Record<string, unknown> } =>
  fn(`${FILE}#Animal`, undefined) as never;

/** A getter that reads the `value` of its scope. */
export const getter = (scope: Scope): (() => unknown) => fn(`${FILE}#value`, undefined, scope);
