import { afterEach, describe, expect, test } from "vitest";
import { register, type ClassOptions } from "../api/register.js";
import { registry } from "../machine/registry.js";
import { privateInit, privateName } from "../machine/private.js";
import { decode, encode, MissingCodeError } from "./index.js";
import { Money } from "./testing/money.js";
import { difference } from "./testing/same-graph.js";

/** What the process knows, put back after each test. */
const before = new Map(registry.references);
afterEach(() => {
  for (const id of registry.references.keys()) if (!before.has(id)) registry.references.delete(id);
});

describe("versions", () => {
  test("an older shape is upgraded when all it leads to is there; cycles stay", () => {
    class Person1 {
      readonly first: string;
      readonly last: string;
      constructor(first: string, last: string) {
        this.first = first;
        this.last = last;
      }
    }
    register(Person1, { name: "Person" });
    const friend = Object.assign(new Person1("Bo", "Li"), { friend: null as unknown, list: [1] });
    const ann = Object.assign(new Person1("Ann", "Lee"), { friend: friend as unknown, list: [2] });
    friend.friend = ann;
    const text = encode({ ann, frozen: Object.freeze(new Person1("C", "D")) });
    expect(text).not.toContain("version");

    class Person {
      name!: string;
      friend?: Person;
    }
    const seen: number[] = [];
    upgradeTo(Person, "Person", 2, ({ first, last, ...rest }, from) => {
      seen.push(from);
      return { ...rest, name: `${String(first)} ${String(last)}` };
    });
    const copy = decode(text) as { ann: Person & { list: unknown }; frozen: Person };
    expect(copy.ann).toMatchObject({ name: "Ann Lee", list: [2] });
    expect(Object.keys(copy.ann)).toEqual(["friend", "list", "name"]);
    expect(copy.ann.friend!.name).toBe("Bo Li");
    expect(copy.ann.friend!.friend).toBe(copy.ann);
    expect(Object.isFrozen(copy.frozen)).toBe(true);
    expect(copy.frozen.name).toBe("C D");
    expect(seen).toEqual([1, 1, 1]);
    const now = encode(copy.ann);
    expect(JSON.parse(now)).toMatchObject({ class: "class:Person", version: 2 });
    expect(decode(now)).toMatchObject({ name: "Ann Lee" });
    expect(seen).toHaveLength(3);
  });

  test("data of hooks is upgraded too", () => {
    register(Money, { name: "OldMoney" });
    const text = encode(new Money(500)).replace('"cents":500', '"units":5').replace("OldMoney", "NewMoney");
    upgradeTo(Money, "NewMoney", 3, (data, from) => ({ ...data, cents: Number(data["units"]) * 100 + from }));
    expect((decode(text) as Money).cents).toBe(501);
    expect(JSON.parse(encode(new Money(1)))).toMatchObject({ version: 3 });
    setBack(Money);
  });

  test("subclasses of built-ins keep their content; own properties are upgraded", () => {
    class Log extends Array<number> {
      at_ = 1;
    }
    class Far extends RangeError {
      km = 1;
    }
    register(Log);
    register(Far);
    const text = encode([Log.of(1, 2), new Far("x")]);
    for (const [Class, name] of [
      [Log, "Log"],
      [Far, "Far"],
    ] as const)
      // prettier-ignore
      upgradeTo(Class, name, 2, (data) => ({ new: Object.keys(data) }));
    const [log, far] = decode(text) as [Log, Far];
    expect([...log]).toEqual([1, 2]);
    expect(log).toMatchObject({ new: ["at_"] });
    expect(far.message).toBe("x");
    expect(far).toMatchObject({ new: ["km"] });
  });

  test("another version without a way is missing code", () => {
    class Plan {
      a = 1;
    }
    register(Plan);
    const first = encode(new Plan());
    register(Plan, { version: 2 });
    const second = encode(new Plan());
    expect(() => decode(first)).toThrow(expect.objectContaining({ code: "PD2114" }));
    expect(() => decode(first)).toThrow(MissingCodeError);
    register(Plan, { version: 1, upgrade: (data) => data });
    expect(() => decode(second)).toThrow(expect.objectContaining({ code: "PD2114" }));
  });

  test.each<[string, () => unknown]>([
    ["throws", () => { throw new Error("no"); }], // prettier-ignore
    ["gives nothing", () => undefined],
  ])("an upgrade that %s needs other code", (what, upgrade) => {
    const Class = register(class Stage { a = 1; }, { name: `Stage ${what}` }); // prettier-ignore
    const text = encode(new Class());
    register(Class, { name: `Stage ${what}`, version: 2, upgrade });
    expect(() => decode(text)).toThrow(expect.objectContaining({ code: "PD2115" }));
  });

  test("`__proto__` in older data is data", () => {
    class Safe {}
    register(Safe);
    const text = '{"$":"instance","class":"class:Safe","properties":{"__proto__":{"polluted":1}}}';
    register(Safe, { version: 2, upgrade: (data) => ({ ...data }) });
    const copy = decode(text) as object;
    expect(Object.getPrototypeOf(copy)).toBe(Safe.prototype);
    expect(copy).not.toHaveProperty("polluted");
  });
});

/** As a later release of the program does, where the class is another one under the same name. */
function upgradeTo(
  Class: new (...args: never[]) => object,
  name: string,
  version: number,
  upgrade: NonNullable<ClassOptions["upgrade"]>,
): void {
  // prettier-ignore
  register(Class, { name: `${name} ${version}`, version, upgrade });
  registry.references.set(`class:${name}`, Class);
  registry.referenceIds.set(Class, `class:${name}`);
}

function setBack(Class: new (...args: never[]) => object): void {
  register(Class as typeof Money);
}

test("private elements of an instance with a version stay", () => {
  class Held {
    a = 1;
  }
  register(Held);
  const name = privateName("#x");
  const value = new Held();
  privateInit(value, name, 5);
  const text = encode([value, name]);
  register(Held, { version: 2, upgrade: (data) => data });
  expect(difference([value, name], decode(text))).toBeUndefined();
});
