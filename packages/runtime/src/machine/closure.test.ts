import { describe, expect, it } from "vitest";
import { AWAIT, DONE, MACHINE, THROW, type ClosureCode, type Machine, type Make, type Scope } from "./abi.js";
import { closure, closureRecord, closureWithThis, fn, fnGiven, instantiate, withMembers } from "./closure.js";
import { made } from "./closure-record.js";
import { machineOf } from "./compiled.js";
import { memberOf } from "./members.js";

const FILE = "shop/src/closures.ts";

/** `async (...args) => [this, scope.n, ...args]`, after one await. */
function asyncMachine(name: string, usesThis = true): Machine {
  return {
    abi: 1,
    id: `${FILE}#${name}`,
    hash: "h1",
    name,
    file: "src/closures.ts",
    kind: "async",
    usesThis,
    bind: (scope: never, ...args: never[]) => ({ scope, args }),
    step(this: unknown, frame, how, value) {
      if (how === THROW) throw value;
      frame.out = [this, (frame.locals["scope"] as { n: number }).n, ...(frame.locals["args"] as unknown[])];
      return frame.pc++ === 0 ? AWAIT : DONE;
    },
    checkpoints: {},
  };
}

function define(name: string, form: NonNullable<ClosureCode["form"]>, machine = asyncMachine(name)): string {
  const id = `${FILE}#${name}`;
  closure({ id, hash: "h1", scopes: ["n"], machine, length: 2, form });
  return id;
}

type Async = (this: unknown, ...args: unknown[]) => Promise<unknown[]>;
const scope = { n: 1 };

describe("an async closure", () => {
  it("looks like a native async function", () => {
    const id = define("like", "function");
    const made = fn(id, undefined, scope);
    const native = async (): Promise<void> => {};
    expect(Object.getPrototypeOf(made)).toBe(Object.getPrototypeOf(native));
    expect(Object.prototype.toString.call(made)).toBe("[object AsyncFunction]");
    expect([made.name, made.length, "prototype" in made]).toEqual(["like", 2, false]);
    expect(Object.getOwnPropertyDescriptor(made, "name")).toMatchObject({
      writable: false,
      enumerable: false,
      configurable: true,
    });
    expect(() => Reflect.construct(made, [])).toThrow("is not a constructor");
    expect(Object.keys(made)).toEqual([]);
    expect({ ...made }).toEqual({});
    expect(Object.getOwnPropertySymbols(made)).toEqual([MACHINE]);
    expect(machineOf(made)?.id).toBe(id);
    expect(closureRecord(made)).toMatchObject({ id, hash: "h1", scopes: [scope] });
  });

  it("has the length of its code, and gets all arguments", async () => {
    for (let length = 0; length < 6; length++) {
      const id = `${FILE}#length${length}`;
      const machine = asyncMachine(`length${length}`);
      closure({ id, hash: "h1", scopes: ["n"], machine, length, form: "function" });
      const instance = fn(id, undefined, scope) as unknown as Async;
      expect([instance.name, instance.length]).toEqual([`length${length}`, length]);
      expect(await instance.call("me", 1, 2, 3, 4, 5, 6)).toEqual(["me", 1, 1, 2, 3, 4, 5, 6]);
    }
  });

  it("runs over its scopes, with `this` as its form has it", async () => {
    const receiver = { me: true };
    const method = fn(define("method", "method"), undefined, scope) as Async;
    expect(await method.call(receiver, "a", "b")).toEqual([receiver, 1, "a", "b"]);
    const arrow = fn(define("arrow", "arrow"), "made with", scope) as Async;
    expect(await arrow.call(receiver, "a")).toEqual(["made with", 1, "a"]);
    const plain = fn(define("plain", "function", asyncMachine("plain", false)), undefined, scope) as Async;
    expect(await plain.call(receiver)).toEqual([undefined, 1]);
  });

  it("shares its scopes with others", async () => {
    const id = define("shared", "arrow");
    const shared = { n: 1 };
    const made = [fn(id, undefined, shared), fn(id, undefined, shared)] as Async[];
    shared.n = 7;
    expect(await Promise.all(made.map((each) => each()))).toEqual([
      [undefined, 7],
      [undefined, 7],
    ]);
  });

  it("rejects when its parameters throw", async () => {
    const machine: Machine = {
      ...asyncMachine("refuses"),
      bind: () => {
        throw new RangeError("parameters");
      },
    };
    const made = fn(define("refuses", "function", machine), undefined, scope) as Async;
    await expect(made()).rejects.toThrow("parameters");
  });
});

describe("a generator function", () => {
  const generator = (name: string, kind: "generator" | "asyncGenerator"): ((...args: never[]) => unknown) =>
    fn(define(name, "function", { ...asyncMachine(name), kind }), undefined, scope);

  it("looks like a native one", () => {
    function* native(): Generator {}
    const made = generator("gen", "generator");
    // What it inherits from is shaped as the language's own, and inherits from that.
    const [shared, own] = [made, native].map((fn) => Object.getPrototypeOf(fn) as { prototype: object });
    expect(Object.getPrototypeOf(shared)).toBe(own);
    expect(Reflect.ownKeys(shared!)).toEqual(expect.arrayContaining(Reflect.ownKeys(own!)));
    expect(shared!.prototype).toBe(Object.getPrototypeOf((made as { prototype?: object }).prototype));
    expect(Reflect.ownKeys(shared!.prototype)).toEqual(
      expect.arrayContaining(Reflect.ownKeys(own!.prototype)),
    );
    expect(Object.prototype.toString.call(made)).toBe("[object GeneratorFunction]");
    const descriptor = (of: object) => ({
      ...Object.getOwnPropertyDescriptor(of, "prototype"),
      value: undefined,
    });
    expect(descriptor(made)).toEqual(descriptor(native));
    expect(made() instanceof (made as unknown as new () => object)).toBe(true);
    expect(made() instanceof (generator("gen", "generator") as unknown as new () => object)).toBe(false);
    expect(() => Reflect.construct(made, [])).toThrow("is not a constructor");
  });

  it("and so does an async one", () => {
    const made = generator("asyncGen", "asyncGenerator");
    expect(Object.prototype.toString.call(made)).toBe("[object AsyncGeneratorFunction]");
    expect(made() instanceof (made as unknown as new () => object)).toBe(true);
  });

  it("takes the usual prototype where its own is no object", () => {
    const made = generator("without", "generator");
    Object.defineProperty(made, "prototype", { value: 5 });
    expect(String(made())).toBe("[object Generator]");
    expect(Object.getPrototypeOf(made())).not.toBe(Object.prototype);
  });
});

describe("a closure that `make` makes", () => {
  const id = `${FILE}#given`;
  closure({
    id,
    hash: "h1",
    scopes: ["s"],
    given: 2,
    make(this: unknown, s: Scope, a: unknown, b: unknown) {
      return () => [this, s["n"], a, b];
    },
  } as ClosureCode);

  it("gets its scopes, then what it was given, and remembers both", () => {
    const made = fnGiven(id, "self", [scope], ["base", "key"]) as () => unknown;
    expect(made()).toEqual(["self", 1, "base", "key"]);
    const record = closureRecord(made)!;
    expect(record).toMatchObject({ id, hash: "h1", self: "self", scopes: [scope], given: ["base", "key"] });
    const again = instantiate({ id, hash: "h1", scopes: ["s"], make: (() => () => 0) as never }, record);
    expect(closureRecord(again)).toEqual(record);
  });

  it("is remembered by what its `make` says", () => {
    const makeThis: Make = function (this: unknown, s: Scope) {
      return closureWithThis(() => [this, s["n"]] as never, makeThis, this, [s]);
    };
    const makePoint: Make = () =>
      withMembers(
        made(function Point() {
          return undefined as never;
        }, makePoint),
      );
    closure({ id: `${FILE}#this`, hash: "h1", scopes: ["s"], make: makeThis });
    closure({ id: `${FILE}#point`, hash: "h2", scopes: [], make: makePoint });
    const instance = makeThis.call("self", scope as never) as () => unknown;
    expect(instance()).toEqual(["self", 1]);
    const record = closureRecord(instance)!;
    expect(record).toMatchObject({ id: `${FILE}#this`, hash: "h1", self: "self", scopes: [scope] });
    const again = instantiate(makeThis.code!, record) as () => unknown;
    expect(again()).toEqual(["self", 1]);
    expect(closureRecord(again)).toEqual(record);
    const Point = makePoint() as unknown as { prototype: object };
    expect(memberOf(Point.prototype)).toEqual({ owner: Point, path: ["prototype"] });
  });

  it("remembers none, one or several scopes", () => {
    const makes: readonly Make[] = [
      () => made(() => 0, makes[0]!),
      (a: Scope) => made(() => [a] as never, makes[1]!, a),
      (a: Scope, b: Scope) => made(() => [a, b] as never, makes[2]!, a, b),
      (a: Scope, b: Scope, c: Scope) => made(() => [a, b, c] as never, makes[3]!, [a, b, c]),
    ];
    for (const [count, make] of makes.entries()) {
      const scopes = [scope, { m: 2 }, { o: 3 }].slice(0, count);
      const id = `${FILE}#captures${count}`;
      closure({ id, hash: "h1", scopes: ["a", "b", "c"].slice(0, count), make });
      expect(closureRecord(make(...(scopes as never[])))).toEqual({
        id,
        hash: "h1",
        self: undefined,
        scopes,
      });
    }
  });

  it("remembers copies, whatever they are", () => {
    const make: Make = (a, b) => made(() => [a, b] as never, make, a, b);
    closure({ id: `${FILE}#copies`, hash: "h1", scopes: ["a", "b"], copies: 2, make });
    for (const scopes of [
      [undefined, 0],
      ["", undefined],
      [null, false],
    ])
      expect(closureRecord(make(...(scopes as never[])))?.scopes).toEqual(scopes);
  });

  it("is refused before its module has been evaluated", () => {
    expect(() => fn("shop/src/none.ts#f", undefined)).toThrow(ReferenceError);
    expect(() => fnGiven("shop/src/none.ts#f", undefined, [], [])).toThrow(
      "before its module has been evaluated",
    );
  });
});
