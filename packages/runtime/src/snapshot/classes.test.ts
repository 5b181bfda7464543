import { describe, expect, test } from "vitest";
import { closureRecord } from "../machine/closure.js";
import { registry } from "../machine/registry.js";
import { decode, encode, MissingCodeError, UnstorableError } from "./index.js";
import { Point } from "./testing/code.js";
import { animal, derived, keyed, shape } from "./testing/classes.js";
import { difference } from "./testing/same-graph.js";

const copyOf = <T>(value: T): T => decode(encode(value)) as T;
function same<T>(value: T): T {
  const copy = copyOf(value);
  expect(difference(value, copy)).toBeUndefined();
  return copy;
}
const half = (holder: object, key: PropertyKey): PropertyDescriptor =>
  Object.getOwnPropertyDescriptor(holder, key) ?? {};
const noSetter: object = { set: undefined };

describe("a class", () => {
  test("works after a restore, over the same scope", () => {
    const scope = {};
    const Shape = shape(scope);
    const copy = same({ Shape, scope });
    expect(new copy.Shape(3)).toMatchObject({ side: 3, name: "shape 3" });
    expect(copy.scope).toEqual({ made: 1 });
    expect(scope).toEqual({});
    expect(copy.Shape.twice(4)).toBe(8);
    expect(copy.Shape.unit).toBe(1);
  });

  test("is stored as its code alone where nothing was changed", () => {
    expect(JSON.parse(encode(shape()))).toEqual({
      $: "closure",
      id: "shop/src/classes.ts#Shape",
      hash: "h1",
      captures: ["$scope"],
      scopes: [{}],
    });
  });

  test("and its instances", () => {
    const Shape = shape();
    const value = { list: [new Shape(1), new Shape(2)], Shape };
    const copy = same(value);
    expect(copy.list[1]).toBeInstanceOf(copy.Shape);
    expect(copy.list[1]!.area()).toBe(4);
    expect([...copy.list[1]!.steps()]).toEqual([2]);
    const alone = same([new Shape(5), new Shape(6)]);
    expect(alone[0]!.constructor).toBe(alone[1]!.constructor);
    expect(alone[0]!.constructor).not.toBe(Shape);
  });

  test("two evaluations of one class stay two", () => {
    const [A, B] = [shape(), shape()];
    const copy = same([new A(1), new B(1), A, B] as const);
    expect(copy[0]).not.toBeInstanceOf(copy[3]);
    expect(copy[1]).toBeInstanceOf(copy[3]);
  });

  test("over a base: a class of its kind, a registered one, a built-in one, null", () => {
    const Shape = shape();
    const Square = derived(Shape);
    const [a, b] = same([new Square(2), new Shape(1)] as const);
    expect(a).toBeInstanceOf(b.constructor);
    expect(a).toMatchObject({ side: 2, own: 1 });
    same([Square, Shape, derived(Point), derived(Map), derived(null), derived(Square)]);
    expect(new (copyOf(derived(Point)))(1, 2)).toMatchObject({ x: 1, own: 1 });
  });

  test("over built-in classes: their instances", () => {
    const [M, S, L, D, R, E, U, V] = [Map, Set, Array, Date, RegExp, RangeError, Uint8Array, DataView].map(
      (Base) => derived(Base as unknown as new (...args: unknown[]) => object),
    );
    const values = {
      map: new M!([[1, { a: 1 }]]) as Map<number, unknown>,
      set: new S!([1, 2]) as Set<number>,
      list: new L!(1, 2, 3) as number[],
      date: new D!(5) as Date,
      pattern: new R!("a", "gi") as RegExp,
      error: new E!("bad", { cause: 1 }) as Error,
      bytes: new U!([1, 2]) as Uint8Array,
      view: new V!(new ArrayBuffer(4), 1) as DataView,
      boxed: new (derived(String as unknown as new (text: unknown) => object))("text"),
      buffer: new (derived(ArrayBuffer as unknown as new (size: unknown) => object))(3),
      url: new (derived(URL as unknown as new (text: unknown) => object))("http://a.b"),
    };
    const copy = same(values);
    expect(copy.map.get(1)).toEqual({ a: 1 });
    expect([...copy.set, ...copy.list]).toEqual([1, 2, 1, 2, 3]);
    expect(copy.list.map((n) => n).constructor).toBe(copy.list.constructor);
    expect(copy.error).toBeInstanceOf(RangeError);
    expect(copy.error.stack).toBe(values.error.stack);
    expect((copy.error as unknown as { shout(): string }).shout()).toBe("RangeError: bad!");
    expect(copy.pattern.test("xA")).toBe(true);
  });

  test("with a computed key, which may be a local symbol", () => {
    const key = Symbol("key");
    const copy = same({ key, Keyed: keyed(key), method: keyed(key).prototype[key] });
    expect(new copy.Keyed()[copy.key]!()).toBe(copy.key);
    same(keyed("a b"));
  });

  test("in its own scope, in its statics, and as a constructor of what its scope holds", () => {
    const scope: Record<string, unknown> = {};
    const Shape = shape(scope);
    Object.assign(scope, { Shape, first: new Shape(1), Square: derived(Shape) });
    Object.assign(Shape, { instances: [new Shape(2)], self: Shape });
    for (const root of [Shape, scope, scope["first"], scope["Square"], Shape.prototype, Shape.prototype.area])
      same(root);
  });
});

describe("members", () => {
  test.each([
    ["a method", (C: ReturnType<typeof shape>) => C.prototype.area],
    ["a prototype", (C: ReturnType<typeof shape>) => C.prototype],
    ["a getter", (C: ReturnType<typeof shape>) => half(C.prototype, "name").get],
    ["a setter", (C: ReturnType<typeof shape>) => half(C.prototype, "name").set],
    ["a static method", (C: ReturnType<typeof shape>) => C.twice],
    ["a static getter", (C: ReturnType<typeof shape>) => half(C, "unit").get],
    [
      "a generator's prototype",
      (C: ReturnType<typeof shape>) => (C.prototype.steps as never as typeof C).prototype,
    ],
  ])("%s is itself, met before its class or after", (_, read) => {
    const Shape = shape();
    const part = read(Shape) as object;
    const [first, C] = same([part, Shape] as const);
    expect(read(C)).toBe(first);
    const [D, second] = same([Shape, part] as const);
    expect(read(D)).toBe(second);
    same([part]);
  });

  test("of a class below a class", () => {
    const Square = derived(shape());
    const copy = same({ area: Square.prototype.area, shout: Square.prototype.shout, Square });
    expect(copy.Square.prototype.area).toBe(copy.area);
  });

  test("a member that new code no longer has", () => {
    const text = encode([shape().prototype.area]);
    const error = caught(() => decode(text.replace('"area"', '"volume"')));
    expect(error).toBeInstanceOf(MissingCodeError);
    expect(error).toMatchObject({ code: "PD2111", id: "shop/src/classes.ts#Shape" });
  });
});

describe("what was changed of a class", () => {
  type Changed = Record<PropertyKey, unknown> & { prototype: Record<PropertyKey, unknown> };
  const changes: Record<string, (C: Changed) => unknown> = {
    "statics added": (C) => Object.assign(C, { count: 1, list: [C], [Symbol("s")]: 1, 7: "seven" }),
    "a static method replaced": (C) => (C["twice"] = C.prototype["area"]),
    "a static method deleted": (C) => delete C["twice"],
    "name changed": (C) => Object.defineProperty(C, "name", { value: "Other" }),
    "name deleted and made again": (C) =>
      delete C["name"] && Object.defineProperty(C, "name", { value: "x", enumerable: true }),
    "length deleted": (C) => delete C["length"],
    "a method added": (C) => (C.prototype["more"] = shape().prototype.area),
    "a method replaced": (C) => (C.prototype["area"] = C["twice"]),
    "a method deleted": (C) => delete C.prototype["area"],
    "a method deleted and made again": (C) => {
      const { area } = C.prototype;
      delete C.prototype["area"];
      C.prototype["area"] = area;
    },
    "an accessor changed": (C) =>
      Object.defineProperty(C.prototype, "name", { get: half(shape(), "unit").get!, enumerable: true }),
    "half an accessor": (C) => Object.defineProperty(C.prototype, "name", noSetter),
    "constructor changed": (C) => (C.prototype["constructor"] = Object),
    "constructor deleted": (C) => Reflect.deleteProperty(C.prototype, "constructor"),
    "a property on a method": (C) => Object.assign(C.prototype["area"] as object, { cached: [C] }),
    "a property on a getter": (C) => Object.assign(half(C.prototype, "name").get ?? C, { cached: 1 }),
    "a property on a generator's prototype": (C) =>
      Object.assign((C.prototype["steps"] as unknown as Changed).prototype, { extra: 1 }),
    "another base": (C) => Object.setPrototypeOf(C, shape()),
    "another base of its instances": (C) => Object.setPrototypeOf(C.prototype, { inherited: [1] }),
    "no base": (C) => [Object.setPrototypeOf(C, null), Object.setPrototypeOf(C.prototype, null)],
    frozen: (C) => [Object.freeze(C), Object.freeze(C.prototype), Object.freeze(C.prototype["area"])],
    "frozen after a change": (C) => [
      Object.defineProperty(C, "count", { value: 1 }),
      delete C["twice"],
      Object.freeze(C),
    ],
    sealed: (C) => [Object.seal(C), Object.preventExtensions(C.prototype)],
    attributes: (C) => Object.defineProperty(C, "twice", { writable: false, enumerable: true }),
    "a fixed static": (C) => Object.defineProperty(C, "twice", { configurable: false }),
  };

  test.each(Object.entries(changes))("%s", (_, change) => {
    const C = shape() as unknown as Changed & (new (side: number) => object);
    const untouched = new C(1);
    change(C);
    same(C);
    same([new C(1), C]);
    same([untouched]);
    same([C.prototype, C.prototype["area"], C["twice"]]);
    const Square = derived(C as never);
    change(Square as never);
    same([Square, C]);
  });

  test("a member that was taken away is still itself", () => {
    const C = shape() as unknown as Changed;
    const { area } = C.prototype;
    delete C.prototype["area"];
    const copy = same({ area, C });
    expect(Object.hasOwn(copy.C.prototype, "area")).toBe(false);
    expect((copy.area as () => number).call({ side: 3 })).toBe(9);
  });
});

describe("a function of the old kind", () => {
  test("its prototype, its instances, its classes", () => {
    const Animal = animal();
    Animal.prototype["walk"] = shape().prototype.area;
    const copy = same({ dog: new Animal(4), Animal, prototype: Animal.prototype });
    expect(copy.dog).toBeInstanceOf(copy.Animal);
    same([derived(Animal), Animal]);
  });

  test("another prototype, before a class is made over it and after", () => {
    const Animal = animal();
    const old = Animal.prototype;
    const Early = derived(Animal);
    const early = new Early(1);
    Animal.prototype = { own: { x: 1 } };
    const Late = derived(Animal);
    const copy = same({ Animal, Early, Late, early, late: new Late(2), old, dog: new Animal(3) });
    expect(Object.getPrototypeOf(copy.Early.prototype)).toBe(copy.old);
    expect(Object.getPrototypeOf(copy.Late.prototype)).toBe(copy.Animal.prototype);
    (Animal as { prototype: unknown }).prototype = 5;
    same([Early, Late, Animal]);
  });

  test("a class below it by hand", () => {
    const [Animal, Dog] = [animal(), animal()];
    Object.setPrototypeOf(Dog.prototype, Animal.prototype);
    Object.setPrototypeOf(Dog, Animal);
    const copy = same([new Dog(4), Animal] as const);
    expect(copy[0]).toBeInstanceOf(copy[1]);
  });
});

test("new code over the same captures is made with what the old one left", () => {
  const Shape = shape();
  (Shape.prototype as { extra?: number }).extra = 5;
  const text = encode(new Shape(2)).replace('"h1"', '"gone"');
  const copy = decode(text) as InstanceType<typeof Shape> & { extra: number };
  expect([copy.area(), copy.extra]).toEqual([4, 5]);
});

test("given values are kept for the next snapshot", () => {
  const copy = copyOf(derived(Point));
  expect(closureRecord(copy)!.given).toEqual([Point]);
  same(copyOf(copy));
});

test("code that is gone", () => {
  const Shape = shape();
  const versions = registry.closures.get("shop/src/classes.ts#Shape")!;
  registry.closures.delete("shop/src/classes.ts#Shape");
  try {
    expect(() => encode([Shape])).toThrow("class Shape");
    expect(() => encode([Shape.prototype.area])).toThrow("function area");
    for (const value of [Shape.prototype, new Shape(1)]) expect(() => encode(value)).toThrow(UnstorableError);
  } finally {
    registry.closures.set("shop/src/classes.ts#Shape", versions);
  }
});

function caught(body: () => unknown): unknown {
  try {
    return body();
  } catch (error) {
    return error;
  }
}
