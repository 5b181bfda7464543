import { afterEach, describe, expect, test } from "vitest";
import { register } from "../api/register.js";
import { registry } from "../machine/registry.js";
import { privateElements, privateInit, privateName } from "../machine/private.js";
import { references } from "../machine/reference.js";
import { decode, encode, MissingCodeError, SnapshotError, UnstorableError } from "./index.js";
import { both } from "./testing/code.js";
import { Money } from "./testing/money.js";
import { difference } from "./testing/same-graph.js";

const SERIALIZE = Symbol.for("perdure.serialize");
const DESERIALIZE = Symbol.for("perdure.deserialize");

/** What the process knows, put back after each test. */
const before = new Map(registry.references);
afterEach(() => {
  for (const id of registry.references.keys()) if (!before.has(id)) registry.references.delete(id);
});

const copyOf = <T>(value: T): T => decode(encode(value)) as T;
const json = (value: unknown): unknown => JSON.parse(encode(value));

describe("hooks", () => {
  test("give what is stored, and make the instance of it", () => {
    register(Money);
    const price = new Money(5);
    const value = { price, again: price, frozen: Object.freeze(new Money(6)) };
    const copy = copyOf(value);
    expect(copy.price).toBeInstanceOf(Money);
    expect(copy.price.cents).toBe(5);
    expect(copy.again).toBe(copy.price);
    expect(copy.frozen.cents).toBe(6);
    expect(Object.isFrozen(copy.frozen)).toBe(true);
    expect(json(price)).toEqual({
      $: "serialized",
      class: "class:Money",
      data: { cents: 5, notes: { $: "Map", entries: [] } },
    });
  });

  test("serve compiled classes with private fields", () => {
    class Wallet {
      #a = 1;
      [SERIALIZE]() {
        return this.#a;
      }
      static [DESERIALIZE](a: number) {
        return Object.assign(new this(), { seen: a });
      }
    }
    references("shop/src/wallet.ts", {}, {}, { Wallet: () => Wallet });
    expect(copyOf(new Wallet())).toMatchObject({ seen: 1 });
  });

  test("keep what the data shares with the rest, before and after it", () => {
    register(Money);
    const notes = new Map<string, unknown>();
    const shared = { a: 1 };
    notes.set("shared", shared).set("inner", new Money(1, new Map([["shared", shared]])));
    for (const value of [
      { notes, price: new Money(2, notes) },
      { price: new Money(2, notes), notes },
    ]) {
      const copy = copyOf(value);
      expect(copy.price.notes).toBe(copy.notes);
      const inner = copy.notes.get("inner") as Money;
      expect(inner.notes.get("shared")).toBe(copy.notes.get("shared"));
    }
  });

  test("of the `this` of a closure, and of what its scopes share with it", () => {
    register(Money);
    const notes = new Map<string, unknown>([["a", { b: 1 }]]);
    const scope = { notes };
    const self = new Money(3, notes);
    const value = { call: both(self, scope, { after: self }), self, last: [1] };
    const copy = copyOf(value);
    const [inside, a, b] = copy.call();
    expect(inside).toBe(copy.self);
    expect((inside as Money).notes).toBe((a as typeof scope).notes);
    expect((b as { after: unknown }).after).toBe(inside);
    expect(copy.last).toEqual([1]);
  });

  test("of errors and subclasses of built-ins stand above all else", () => {
    class Cache extends Map<string, number> {
      #hits = 3;
      hits = () => this.#hits;
      [SERIALIZE]() {
        return { entries: [...this], hits: this.#hits };
      }
      static [DESERIALIZE]({ entries, hits }: { entries: [string, number][]; hits: number }) {
        const made = new Cache(entries);
        made.#hits = hits;
        return made;
      }
    }
    register(Cache);
    const copy = copyOf(new Cache([["a", 1]]));
    expect([copy.get("a"), copy.hits()]).toEqual([1, 3]);
  });

  test("private elements that compiled code has put onto it stay, also on the `this` of a closure", () => {
    register(Money);
    const self = new Money(1);
    const [one, two] = [privateName("#one"), privateName("#two")];
    const shared = { a: 1 };
    privateInit(self, one, shared);
    privateInit(self, two, [shared]);
    const value = [both(self, { shared }, {}), [one, two], { shared }, self, shared] as const;
    const copy = copyOf(value);
    expect(privateElements(copy[3])?.get(copy[1][0]!)).toBe(copy[4]);
    expect(difference(value[2], copy[2])).toBeUndefined();
    expect(copy[0]()[0]).toBe(copy[3]);
  });

  test("data that leads back to the instance is refused, at any distance", () => {
    register(Money);
    const price = new Money(1);
    price.notes.set("back", [price]);
    expect(() => encode({ price })).toThrow(expect.objectContaining({ code: "PD2106" }));
    const other = new Money(2);
    other.notes.set("closure", both(other, {}, {}));
    expect(() => encode({ other })).toThrow(expect.objectContaining({ code: "PD2106" }));
    const self = new Money(3);
    const call = both(self, {}, {});
    self.notes.set("call", call);
    expect(() => encode({ call })).toThrow(expect.objectContaining({ code: "PD2106" }));
  });

  test("an object around an instance may be part of its data: it is still being filled", () => {
    register(Money);
    const order: Record<string, unknown> = {};
    order["price"] = new Money(1, new Map([["order", order]]));
    const copy = copyOf(order);
    expect((copy["price"] as Money).notes.get("order")).toBe(copy);
  });

  test("deep: below 1,000 objects, in each other 100 times, but not without end", () => {
    register(Money);
    let value: unknown = new Money(7, new Map([["list", [[[["x"]]]]]]));
    for (let i = 0; i < 1000; i++) value = [value];
    let copy = copyOf(value);
    for (let i = 0; i < 1000; i++) copy = (copy as unknown[])[0];
    expect((copy as Money).cents).toBe(7);
    const nest = (depth: number) => {
      let inner = new Money(0);
      for (let i = 1; i <= depth; i++) inner = new Money(i, new Map([["inner", inner]]));
      return inner;
    };
    for (let at = copyOf(nest(100)), n = 100; n > 0; n--) {
      expect(at.cents).toBe(n);
      at = at.notes.get("inner") as Money;
    }
    expect(() => encode(nest(5000))).toThrow(/nested too deeply/);
  });

  test("what cannot be stored of the data has its path", () => {
    register(Money);
    const price = new Money(1, new Map([["socket", new WeakMap()]]));
    expect(() => encode({ price })).toThrow(
      expect.objectContaining({ code: "PD2100", pathText: 'price.(data).notes.get("socket")' }),
    );
  });

  test.each<[string, () => object, RegExp]>([
    ["without a deserialize", () => new (register(class H1 { [SERIALIZE]() { return 1; } }))(), /no static method/], // prettier-ignore
    ["that throw", () => new (register(class H2 { [SERIALIZE]() { throw new Error("no"); } static [DESERIALIZE]() {} }))(), /has thrown: no/], // prettier-ignore
    [
      "of a base, below private fields",
      () => {
        register(Money);
        return new (register(class Deposit extends Money { #until = 1; until = () => this.#until; }))(1); // prettier-ignore
      },
      /private \(#\) fields of its own/,
    ],
    ["that give a promise", () => new (register(class H4 { async [SERIALIZE]() {} static [DESERIALIZE]() {} }))(), /Promise/], // prettier-ignore
  ])("%s are refused", (_, make, text) => {
    expect(() => encode([make()])).toThrow(text);
    expect(() => encode([make()])).toThrow(UnstorableError);
  });

  test("a leaf that is left out does not disturb the rest", () => {
    register(Money);
    const bad = new Money(1, new Map([["back", new WeakMap()]]));
    const good = new Money(2);
    const error = Object.assign(new Error("x"), { bad, good, again: good });
    const copy = decode(encode(error, { foreignErrors: "flatten" })) as typeof error;
    expect(copy.bad).toBeUndefined();
    expect(copy.good.cents).toBe(2);
    expect(copy.again).toBe(copy.good);
  });

  test.each<[string, (data: unknown) => unknown]>([
    ["throws", () => { throw new Error("no"); }], // prettier-ignore
    ["gives nothing", () => undefined],
    ["gives something else", () => ({})],
  ])("a deserialize that %s needs other code", (what, deserialize) => {
    class Broken {
      [SERIALIZE]() {
        return 1;
      }
      static [DESERIALIZE] = deserialize;
    }
    register(Broken, { name: `Broken ${what}` });
    const text = encode(new Broken());
    expect(() => decode(text)).toThrow(MissingCodeError);
    expect(() => decode(text)).toThrow(expect.objectContaining({ code: "PD2115" }));
  });

  test("hostile texts", () => {
    register(Money);
    class Plain {}
    register(Plain);
    const deep = '{"$":"serialized","class":"class:Money","data":'.repeat(20_000) + "1" + "}".repeat(20_000);
    for (const text of [
      '{"$":"serialized"}',
      '{"$":"serialized","class":"class:Money"}',
      '{"$":"serialized","class":"class:Plain","data":1}',
      '{"$":"serialized","class":"builtin:Map","data":1}',
      '{"$":"serialized","class":"class:Money","data":{"$":"same","as":0}}',
      '{"$":"serialized","class":"class:Money","version":-1,"data":{}}',
      '{"$":"serialized","class":"class:Money","version":"2","data":{}}',
      '{"$":"instance","class":"class:Plain","version":1.5}',
      '{"$":"serialized","class":"class:Money","data":null}',
      '{"$":"undecodable"}',
      deep,
    ])
      expect(() => decode(text)).toThrow(SnapshotError);
  });
});
