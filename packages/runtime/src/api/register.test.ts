import { afterEach, describe, expect, test } from "vitest";
import { registry } from "../machine/registry.js";
import { references } from "../machine/reference.js";
import { decode, encode, MissingCodeError, UnstorableError } from "../snapshot/index.js";
import { shape } from "../snapshot/testing/classes.js";
import { difference } from "../snapshot/testing/same-graph.js";
import { register, type ClassOptions } from "./register.js";

/** What the process knows, put back after each test. */
const before = new Map(registry.references);
afterEach(() => {
  for (const id of registry.references.keys()) if (!before.has(id)) registry.references.delete(id);
});

const copyOf = <T>(value: T): T => decode(encode(value)) as T;
const json = (value: unknown): unknown => JSON.parse(encode(value));

describe("durable.register", () => {
  test("stores instances by the class's name and their properties, without the constructor", () => {
    let made = 0;
    class Invoice {
      lines: unknown[] = [];
      constructor() {
        made++;
      }
      get count() {
        return this.lines.length;
      }
    }
    expect(register(Invoice)).toBe(Invoice);
    const invoice = Object.assign(new Invoice(), { owner: null as unknown });
    invoice.owner = { invoice };
    const copy = copyOf(invoice);
    expect(difference(invoice, copy)).toBeUndefined();
    expect(copy.count).toBe(0);
    expect(made).toBe(1);
    expect(json(invoice)).toMatchObject({ $: "instance", class: "class:Invoice" });
    expect(json([Invoice, Invoice.prototype])).toEqual([
      { $: "reference", id: "class:Invoice" },
      { $: "reference", id: "class:Invoice.prototype" },
    ]);
  });

  test("takes another name, which also a compiled class then has, and reads what has its old id", () => {
    class Cart {
      items = [1];
    }
    references("shop/src/cart.ts", { Cart: () => Cart });
    const old = encode(new Cart());
    register(Cart, { name: "shopping-cart" });
    references("shop/src/cart.ts", { Cart: () => Cart });
    expect(json(new Cart())).toMatchObject({ class: "class:shopping-cart" });
    expect(decode(old)).toBeInstanceOf(Cart);
  });

  test("subclasses of built-ins and of registered classes", () => {
    class Tags extends Set<string> {
      kind = "tags";
    }
    class Failure extends RangeError {
      detail = { a: 1 };
    }
    class Row extends Array<number> {}
    class Base {
      a = 1;
    }
    class Derived extends Base {
      b = 2;
    }
    for (const Class of [Tags, Failure, Row, Base, Derived]) register(Class);
    const values = [new Tags(["x"]), new Failure("far"), Row.of(1, 2), new Derived()];
    expect(difference(values, copyOf(values))).toBeUndefined();
  });

  test("an instance of a class whose base is not known is refused", () => {
    class Unknown {}
    class Known extends Unknown {}
    register(Known);
    expect(() => encode(new Known())).toThrow(UnstorableError);
  });

  test("one name, two classes: an error; the same code again: the later one", () => {
    const first = class Twice {
      a = 1;
    };
    register(first);
    register(first);
    const load = () =>
      class Loaded {
        a = 1;
      };
    const [one, two] = [register(load()), register(load())];
    expect(copyOf(new one())).toBeInstanceOf(two);
    const other = class Twice {
      a = 2;
    };
    expect(() => register(other)).toThrow(expect.objectContaining({ code: "PD2160" }));
    expect(register(other, { name: "Twice/2" })).toBe(other);
  });

  test.each<[string, unknown, unknown]>([
    ["nothing", undefined, {}],
    ["an object", {}, {}],
    ["an arrow function", () => 1, {}],
    ["a built-in class", Map, {}],
    ["a class of compiled code", shape(), {}],
    ["a class without a name", (() => class {})(), {}],
    ["an empty name", class A {}, { name: "" }],
    ["version 0", class A {}, { version: 0 }],
    ["version 1.5", class A {}, { version: 1.5 }],
    ["a version that is a text", class A {}, { version: "2" }],
    ["an upgrade that is none", class A {}, { upgrade: {} }],
    ["an unknown option", class A {}, { verison: 2 }],
  ])("refuses %s", (_, Class, options) => {
    expect(() => register(Class as never, options as ClassOptions)).toThrow(
      expect.objectContaining({ code: "PD2162" }),
    );
  });

  test("names are looked up before the constructor of a restored instance, and missing ones need code", () => {
    class Gone {}
    register(Gone);
    const text = encode(new Gone());
    registry.references.delete("class:Gone");
    expect(() => decode(text)).toThrow(MissingCodeError);
  });
});

describe("private fields", () => {
  class Account {
    #balance: number;
    constructor(balance: number) {
      this.#balance = balance;
    }
    get balance() {
      return this.#balance;
    }
  }

  test("without hooks are refused, with a word on the way out", () => {
    register(Account);
    expect(() => encode({ account: new Account(5) })).toThrow(
      expect.objectContaining({ code: "PD2105", pathText: "account" }),
    );
    expect(() => encode(new Account(5))).toThrow(
      /Account, which has private \(#\) fields[^]*perdure\.serialize/,
    );
  });

  test("of a base class and of an error too", () => {
    class Sub extends Account {}
    class Refused extends Error {
      #why = 1;
      why = () => this.#why;
    }
    register(Account);
    register(Sub);
    register(Refused);
    for (const value of [new Sub(1), new Refused("no"), Object.create(new Account(1))])
      expect(() => encode(value)).toThrow(expect.objectContaining({ code: "PD2105" }));
  });

  test("are not seen where there are none", () => {
    class Colour {
      value = "#fff";
      other = ` #${this.value}`; // #comment
      /* #block */
      match = () => /#a/.test(this.value);
    }
    register(Colour);
    expect(json(Object.assign(Object.create(Colour.prototype), { value: 1 }))).toMatchObject({
      class: "class:Colour",
    });
  });

  test("with accessors, statics, methods and generators are all seen", () => {
    const classes = [
      class P1 { static #a = 1; b = () => P1.#a; }, // prettier-ignore
      class P2 { #a() {} b = () => this.#a; }, // prettier-ignore
      class P3 { get #a() { return 1; } b = () => this.#a; }, // prettier-ignore
      class P4 { *#a() {} b = () => this.#a; }, // prettier-ignore
      class P5 { async #a() {} b = () => this.#a; }, // prettier-ignore
      class P6 {#a=1; b = () => this.#a; }, // prettier-ignore
    ];
    for (const Class of classes) {
      register(Class);
      expect(() => encode(Object.create(Class.prototype))).toThrow(
        expect.objectContaining({ code: "PD2105" }),
      );
    }
  });
});
