import { describe, expect, test } from "vitest";
import { decode, encode } from "../snapshot/index.js";
import { decorate, initialValue, runInitializers, type Element } from "./decorators.js";

type Context = {
  readonly kind: string;
  readonly name: string;
  readonly access?: {
    has(object: object): boolean;
    get(object: object): unknown;
    set(object: object, value: unknown): void;
  };
  readonly metadata?: unknown;
  addInitializer(run: unknown): void;
};
type Decorator = (value: unknown, context: Context) => unknown;

const element = (kind: Element["kind"], name: string, ...decorators: Decorator[]): Element => ({
  kind,
  name,
  decorators,
});

class Account {
  static made = 0;
  add(n: number): number {
    return n + 1;
  }
  get total(): number {
    return 3;
  }
}

describe("elements", () => {
  test("static ones come before the others, fields last, the innermost decorator first", () => {
    const order: string[] = [];
    const note =
      (word: string): Decorator =>
      (_, { kind, name }) =>
        void order.push(`${word} ${kind} ${name}`);
    class A {
      static s(): void {}
      m(): void {}
    }
    decorate(A as never, [
      element("field", "x", note("a")),
      { ...element("field", "y", note("b")), static: true },
      element("method", "m", note("c"), note("d")),
      { ...element("method", "s", note("e")), static: true },
    ]);
    expect(order).toEqual(["e method s", "d method m", "c method m", "b field y", "a field x"]);
  });

  test("a method or getter is replaced by what its decorators return", () => {
    class A extends Account {
      override add(n: number): number {
        return super.add(n);
      }
      override get total(): number {
        return 4;
      }
    }
    const twice: Decorator = (method) =>
      function (this: unknown, ...args: unknown[]) {
        return 2 * ((method as (...given: unknown[]) => number).apply(this, args) as number);
      };
    decorate(A as never, [element("method", "add", twice, twice), element("getter", "total", twice)]);
    expect([new A().add(1), new A().total]).toEqual([8, 8]);
    expect(Object.keys(new A())).toEqual([]);
  });

  test("initial values go through the initialisers, the outermost decorator's first", () => {
    const plus =
      (by: string): Decorator =>
      () =>
      (value: string) =>
        value + by;
    const decorated = decorate(Account as never, [element("field", "x", plus("a"), plus("b"))]);
    expect(initialValue(decorated, 0, {}, "-")).toBe("-ab");
  });

  test("what is added runs for each instance, after its field, or with the class", () => {
    const added: unknown[] = [];
    const add: Decorator = (_, { kind, addInitializer }) =>
      addInitializer(function (this: unknown) {
        added.push([kind, this]);
      });
    const made = decorate(
      Account as never,
      [element("method", "add", add), element("field", "x", add)],
      [add],
      "Account",
    );
    const self = {};
    expect(added).toEqual([]);
    runInitializers(made, "instance", self);
    runInitializers(made, 1, self);
    runInitializers(made, "made", Account);
    expect(added).toEqual([
      ["method", self],
      ["field", self],
      ["class", Account],
    ]);
    expect(() => runInitializers(made, 0, self)).not.toThrow();
  });

  test("accessors are given in halves, and an initialiser beside them", () => {
    class A {
      #x = 1;
      get x(): number {
        return this.#x;
      }
      set x(value: number) {
        this.#x = value;
      }
    }
    const shifted = (given: unknown): unknown => {
      const { get } = given as { get(): number };
      return {
        get(this: unknown) {
          return get.call(this) + 10;
        },
        init: (value: number) => value * 2,
      };
    };
    const decorated = decorate(A as never, [element("accessor", "x", shifted)]);
    expect(initialValue(decorated, 0, {}, 4)).toBe(8);
    const a = new A();
    a.x = 5;
    expect(a.x).toBe(15);
  });
});

describe("the context", () => {
  let context: Context | undefined;
  const keep: Decorator = (_, given) => void (context = given);

  test("reaches the element, and can be stored with what captures it", () => {
    decorate(Account as never, [element("field", "x", keep)]);
    const { access } = decode(encode({ access: context!.access })) as Context;
    const object = { x: 1 };
    access!.set(object, 2);
    expect([access!.has(object), access!.has({}), access!.get(object)]).toEqual([true, false, 2]);
    expect(context!.metadata).toBeUndefined();
  });

  test("takes initialisers while the decorator runs, and only functions", () => {
    decorate(Account as never, [element("method", "add", keep)]);
    expect(() => context!.addInitializer(() => 1)).toThrow("after decoration has completed");
    const wrong: Decorator = (_, { addInitializer }) => addInitializer(1);
    expect(() => decorate(Account as never, [element("method", "add", wrong)])).toThrow("Function expected");
  });

  test("has the class's metadata, which inherits its base's, where the language has it", () => {
    const key = Symbol("metadata");
    const holder = Symbol as { metadata?: symbol };
    const before = holder.metadata;
    Object.defineProperty(Symbol, "metadata", { value: key, configurable: true });
    try {
      class A {}
      class B extends A {}
      const set: Decorator = (_, { name, metadata }) =>
        void ((metadata as Record<string, boolean>)[name] = true);
      decorate(A as never, [element("field", "x", set)]);
      decorate(B as never, [element("field", "y", set)]);
      const metadata = (B as unknown as Record<symbol, Record<string, boolean>>)[key]!;
      expect([metadata["x"], metadata["y"], Object.keys(metadata)]).toEqual([true, true, ["y"]]);
    } finally {
      if (before) Object.defineProperty(Symbol, "metadata", { value: before, configurable: true });
      else delete holder.metadata;
    }
  });
});

describe("a class", () => {
  test("is what its decorators give, each getting what the one before has given", () => {
    class First {}
    class Second {}
    const given: unknown[] = [];
    const decorators: Decorator[] = [
      (value) => void given.push(value),
      (value) => (given.push(value), Second),
    ];
    expect(decorate(First as never, [], decorators, "First").Class).toBe(Second);
    expect(given).toEqual([First, Second]);
  });

  test.each([
    ["a method's", "method", 1, "Function expected"],
    ["a field's", "field", {}, "Function expected"],
    ["an accessor's", "accessor", () => 1, "Object expected"],
    ["an accessor's", "accessor", null, "Object expected"],
    ["an accessor's get", "accessor", { get: 1 }, "Function expected"],
  ] as const)("refuses what is not %s", (_, kind, result, message) => {
    expect(() => decorate(Account as never, [element(kind, "total", () => result)])).toThrow(message);
  });

  test("refuses what is no class or function", () => {
    expect(() => decorate(Account as never, [], [() => ({})])).toThrow("Function expected");
    expect(() => decorate(Account as never, [element("method", "add", 1 as never)])).toThrow(TypeError);
  });
});
