import { basename } from "node:path";
import { runInThisContext } from "node:vm";
import { durable, type DurableContext } from "perdure";

/** What a case gives: a value to be held across an await, or several in an object. */
type Make = (ctx: DurableContext) => unknown;

/** An own property as no assignment makes it. */
const hidden = (target: object, key: PropertyKey, value: unknown): object =>
  Object.defineProperty(target, key, { value });

const moduleSymbol = Symbol("of this module");
const Status = Object.freeze({ Active: Object.freeze({ label: "active" }) });
class Point {
  readonly x: number;
  other: unknown;
  constructor(x: number, other: unknown) {
    this.x = x;
    this.other = other;
  }
  static readonly origin = new Point(0, null);
}
class PaymentError extends TypeError {
  readonly amount = 5;
}
class Tags extends Map<string, unknown> {
  label = "tags";
}
class List extends Array<unknown> {}

/** Of code that the compiler does not see: made by the language at run time. */
const Foreign = runInThisContext("(class Foreign { constructor(a) { this.a = a } })") as new (
  a: unknown,
) => object;
durable.register(Foreign, { name: "values/Foreign" });

class Money {
  #cents: number;
  constructor(cents: number) {
    this.#cents = cents;
  }
  get cents() {
    return this.#cents;
  }
  [Symbol.for("perdure.serialize")]() {
    return this.#cents;
  }
  static [Symbol.for("perdure.deserialize")](cents: number) {
    return new Money(cents);
  }
}

const database = durable.ref("values/database", () => ({ find: (id: string) => id }));
const pool = durable.resource("values/pool", () => ({ size: 1 }));
async function add(ctx: DurableContext, n: number): Promise<number> {
  "use durable";
  await ctx.sleep("1 hour");
  return n + 1;
}
const double = (n: number): number => n * 2;
const identity = (strings: TemplateStringsArray): TemplateStringsArray => strings;

function argumentsOf(_one: unknown, _two: unknown): IArguments {
  return arguments;
}

const bytes = (): ArrayBuffer =>
  new Uint8Array([1, 2, 3, 250, 255, 0, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16]).buffer;

/** For each row of docs/values.md that can be stored, values of it. */
export const storedValues: Readonly<Record<string, Make>> = {
  "texts, numbers with `NaN`, `±Infinity` and `-0`, booleans, `null`, `undefined`, BigInt": () => [
    ["", 'é\n\u2028"\\', "\ud800 alone", "😀", "$", "\u0024"],
    [0, -0, 1.5, -1e300, 5e-324, NaN, Infinity, -Infinity, 2 ** 53],
    [true, false, null, undefined, 0n, -12n, 2n ** 200n],
  ],
  'symbols: `Symbol.iterator`..., `Symbol.for("x")`, those of a module': () => [
    Symbol.iterator,
    Symbol.for("a b"),
    moduleSymbol,
    { [Symbol.asyncIterator]: 1, [moduleSymbol]: 2 },
  ],
  "symbols made at run time": () => {
    const local = Symbol("local");
    return [local, { [local]: Symbol(), again: local }];
  },
  "plain objects, also with a null prototype or a key `__proto__`": () => {
    const shared = { b: 1, a: { c: [] }, 10: "ten", 2: "two" };
    const cyclic: Record<string, unknown> = { shared, again: shared };
    cyclic["self"] = cyclic;
    return [
      cyclic,
      Object.assign(Object.create(null), { z: 1, $: shared }),
      JSON.parse('{"a":1,"__proto__":{"polluted":true},"constructor":1,"toJSON":"text"}'),
      { $: "same", as: 0 },
      hidden({ a: 1 }, "h", shared),
      Object.defineProperty({}, "r", { value: 1, enumerable: true, configurable: true }),
      [Object.freeze({ a: 1 }), Object.seal({ a: 1 }), Object.preventExtensions({ a: 1 })],
    ];
  },
  "arrays: dense, with holes, with other properties, frozen": () => [
    [1, [2, [undefined]], { a: [] }],
    Object.assign([], { 5: "a", 9: "b", length: 12 }),
    Object.assign([1, 2], { index: 4, input: "x", [Symbol.for("k")]: 1 }),
    Object.freeze([1, Object.freeze({})]),
    Object.defineProperty([1, 2, 3], 1, { writable: false }),
    hidden([1], "raw", ["r"]),
    /b(?<name>c)/.exec("abcd"),
    Array.from({ length: 100 }, (_, i) => i),
  ],
  "`Map`, `Set`": () => {
    const key = { k: 1 };
    const map = new Map<unknown, unknown>([[key, "v"], [NaN, -0], ["k", new Map([[1, key]])]]); // prettier-ignore
    return [map, new Set<unknown>([1, "1", key, map]), Object.assign(new Map(), { label: "m" })];
  },
  "`Date`, also an invalid one": () => [
    new Date(0),
    new Date(NaN),
    Object.assign(new Date(1), { zone: "UTC" }),
  ],
  "`RegExp`": () => [/a\/b/giu, Object.assign(/x/y, { lastIndex: 3 }), Object.assign(/x/, { note: 1 })],
  "`URL`, `URLSearchParams`": () => {
    const url = new URL("http://a.b/?c=d&c=e");
    return [url, url.searchParams, new URLSearchParams("x=1")];
  },
  "typed arrays, `Float16Array` where Node has it, `DataView`, `Buffer`, `ArrayBuffer`": () => {
    const buffer = bytes();
    const views = [Uint8Array, Uint8ClampedArray, Int8Array, Uint16Array, Int16Array, Uint32Array, Int32Array, Float32Array, Float64Array, BigInt64Array, BigUint64Array]; // prettier-ignore
    const { Float16Array = Int16Array } = globalThis as { Float16Array?: typeof Int16Array };
    return [
      views.map((View) => new View(buffer)),
      new Float16Array(buffer, 2, 3),
      new Uint16Array(buffer, 4, 2),
      new DataView(buffer, 3, 5),
      Buffer.from(bytes(), 1, 4),
      buffer,
    ];
  },
  "`Error` and the language's subclasses, `AggregateError`, `DOMException`": () => [
    new Error("m", { cause: { deep: [1] } }),
    Object.assign(new TypeError("t"), { code: "E", extra: { a: 1 } }),
    new RangeError(),
    new AggregateError([new Error("one"), 2], "all"),
    Object.assign(new DOMException("stopped", "AbortError"), { reason: { deep: [1] } }),
  ],
  "errors of your own classes": () => new PaymentError("p", { cause: new Error("c") }),
  "boxed primitives, `arguments` of a strict function": () => [
    [Object("text"), Object(5), Object(true), Object(5n), Object(Symbol.iterator)],
    argumentsOf(1, { a: 1 }),
  ],
  "instances of classes at the top level of a compiled file": () => {
    const point = new Point(1, null);
    point.other = point;
    return [point, Object.freeze(new Point(2, point))];
  },
  "instances of other classes": () => new Foreign({ deep: new Foreign(1) }),
  "subclasses of `Map`, `Array`, `Error` and the like": () => [
    new Tags([["a", { b: 1 }]]),
    List.of<unknown>(1, { a: 1 }),
    new PaymentError("p"),
  ],
  "instances with private (`#`) fields": async () => {
    "use durable";
    class Counter {
      #count = 1;
      next() {
        return ++this.#count;
      }
    }
    return [new Money(5), new Counter()];
  },
  "objects that inherit from another object": () => {
    const parent = { greet: "hello", list: [1] };
    return [Object.create(parent, { own: { value: 1, enumerable: true } }), parent];
  },
  "functions and classes at the top level of a compiled file, and what such a file imports": async () => {
    "use durable";
    return [double, Point, basename, add];
  },
  "frozen constants of a compiled file and their direct fields, enums, namespaces, static fields": () => [
    Status,
    Status.Active,
    Point.origin,
  ],
  "built-in functions, classes and prototypes (`Math.max`, `Map`)": () => [
    Math.max,
    Map,
    Array.prototype,
    [].slice,
    Buffer,
    JSON.stringify,
  ],
  "functions that compiled code binds: `f.bind(o, 1)`, where `f` can be stored": async () => {
    "use durable";
    const cart = { items: [1, 2], add: (item: number) => item };
    const add = cart.add.bind(cart, 3);
    return { cart, add, results: [add()], twice: double.bind(null, 2), max: Math.max.bind(null, 1) };
  },
  "proxies that durable functions and helpers make by `new Proxy` or `Proxy.revocable`": async () => {
    "use durable";
    const target = { count: 1, own: undefined as unknown };
    const doubled = new Proxy(target, { get: (own, key) => (key === "count" ? own.count * 2 : undefined) });
    target.own = doubled;
    const called = new Proxy((n: number) => n, { apply: (own, self, args) => [own.name, self, args] });
    const over = new Proxy(doubled, {});
    const revocable = Proxy.revocable({ a: target }, {});
    return {
      revocable,
      read: () => [doubled.count, over.count, target.own === doubled, called(5)],
      target,
      list: new Proxy([1, 2], {}),
    };
  },
  "functions, methods, accessors and classes made inside durable functions and helpers": async () => {
    "use durable";
    const state = { count: 0 };
    const increase = () => ++state.count;
    class Shape {
      side = 2;
      area() {
        return this.side ** 2 + state.count;
      }
      get name() {
        return `shape ${this.side}`;
      }
    }
    const literal = {
      get total() {
        return state.count;
      },
      method() {
        return state.count;
      },
    };
    return [increase, state, Shape, new Shape(), literal, Object.assign(() => 1, { note: state })];
  },
  "generators and async generators of compiled code, iterators over arrays, Maps, Sets and texts":
    async () => {
      "use durable";
      function* count(limit: number) {
        for (let i = 0; i < limit; i++) yield i;
      }
      async function* later() {
        yield 1;
      }
      const begun = count(3);
      begun.next();
      return [begun, count(2), later()];
    },
  "strings objects of tagged templates": () => [identity`a`, identity`c`],
  "`ctx`, `ctx.signal`, `ctx.state`": (ctx) => [ctx, ctx.signal, ctx.state],
  "promises of operations and of compiled async functions, and what waits for them": async (ctx) => {
    "use durable";
    const slept = ctx.sleep("1 hour");
    const helper = add(ctx, 1);
    return [slept, Promise.all([slept, helper]), Promise.resolve({ a: 1 }), helper, slept.then(() => 5)];
  },
  "`durable.ref`, `durable.resource`": () => [database, pool, { deep: database }],
};
