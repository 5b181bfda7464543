import { describe, expect, it } from "vitest";
import { registry } from "../../machine/registry.js";
import { fn } from "../../machine/closure.js";
import {
  compiledAll,
  compiledAsyncAll,
  compiledAsyncTwo,
  compiledTwo,
  define,
} from "../../generators/testing/machines.js";
import { outcome } from "../../generators/testing/outcome.js";
import { decode, encode, MissingCodeError, SnapshotError, UnstorableError } from "../index.js";

type Gen = Generator<unknown, unknown, unknown>;
type AsyncGen = AsyncGenerator<unknown, unknown, unknown>;
const copy = <T>(value: T): T => decode(encode(value)) as T;

describe("a stored generator goes on where it stood", () => {
  const make = (): { log: string[]; g: Gen } => {
    const log: string[] = [];
    return { log, g: compiledTwo(log)("a") as Gen };
  };

  it("at its start, at each yield, at its end", () => {
    const { g, log } = make();
    const [start] = [copy({ g, log })];
    expect([start.g.next(), start.g.next(1), start.g.next(2), start.log]).toEqual([
      { value: "a", done: false },
      { value: [1], done: false },
      { value: 2, done: true },
      ["finally"],
    ]);
    g.next();
    const first = copy({ g, log });
    expect([first.g.return("r"), first.log, log]).toEqual([{ value: "r", done: true }, ["finally"], []]);
    g.next(1);
    const second = copy({ g, log });
    expect(outcome(() => second.g.throw("t"))).toEqual(["thrown", "t"]);
    g.next(2);
    const ended = copy(g);
    expect([ended.next(), ended.return(5)]).toEqual([
      { value: undefined, done: true },
      { value: 5, done: true },
    ]);
  });

  it("keeps its identity, its own properties and cycles through its frame", () => {
    const { g } = make();
    const around: Record<string, unknown> = {};
    const log = Object.assign([] as string[], { around });
    const cyclic = compiledTwo(log)("c") as Gen & { note?: string };
    cyclic.next();
    cyclic.note = "mine";
    around["generator"] = cyclic;
    const stored = copy({ cyclic, again: cyclic, g, log });
    expect(stored.again).toBe(stored.cyclic);
    expect(stored.log.around["generator"]).toBe(stored.cyclic);
    expect(stored.cyclic.note).toBe("mine");
    stored.cyclic.return("x");
    expect([...stored.log]).toEqual(["finally"]);
  });

  it("keeps the function that it is an instance of", () => {
    const make = compiledTwo([]);
    const stored = copy({ make, g: make("a") as Gen, other: compiledTwo([])("b") as Gen });
    const constructor = stored.make as unknown as new () => object;
    expect(stored.g instanceof constructor).toBe(true);
    expect(stored.other instanceof constructor).toBe(false);
    expect(String(stored.g)).toBe("[object Generator]");
    expect(Reflect.ownKeys(stored.g)).toEqual([]);
  });

  it("keeps its `this`, of a method and of an arrow", () => {
    const parts = {
      step(this: unknown, frame: { out: unknown }) {
        frame.out = this;
        return 2 as const;
      },
      locals: () => ({}),
      checkpoints: {},
      usesThis: true,
    };
    const owner = { name: "owner" };
    const method = define("ofThis", "generator", { ...parts, form: "method" })([]);
    const [stored, storedOwner] = copy([Reflect.apply(method, owner, []) as Gen, owner] as const);
    expect(stored.next().value).toBe(storedOwner);
    const arrow = define("ofSelf", "generator", { ...parts, form: "arrow" })([], owner);
    const [storedArrow, other] = copy([Reflect.apply(arrow, "ignored", []) as Gen, owner] as const);
    expect(storedArrow.next().value).toBe(other);
  });

  it("stands in its yield*, over an array that changes and over another generator", () => {
    const array = [1, 2];
    const over = compiledAll([])(array) as Gen;
    over.next();
    const stored = copy({ over, array });
    stored.array.push(3);
    expect([...stored.over]).toEqual([2, 3]);
    const log: string[] = [];
    const outer = compiledAll(log)(compiledTwo(log)("a")) as Gen;
    outer.next();
    const nested = copy({ outer, log });
    expect([nested.outer.next("b"), nested.outer.return("r"), nested.log]).toEqual([
      { value: ["b"], done: false },
      { value: "r", done: true },
      ["finally", "finally"],
    ]);
  });

  it("does so as an async one", async () => {
    const log: string[] = [];
    const g = compiledAsyncTwo(log)("a") as AsyncGen;
    expect(await copy(g).next()).toEqual({ value: "a", done: false });
    await g.next();
    const stored = copy({ g, log });
    expect([await stored.g.next(5), await stored.g.next(), stored.log]).toEqual([
      { value: 5, done: true },
      { value: undefined, done: true },
      ["begins", "finally"],
    ]);
    const over = compiledAsyncAll(log)([1, 2]) as AsyncGen;
    await over.next();
    expect(await copy(over).next()).toEqual({ value: 2, done: false });
    const deep = compiledAsyncAll(log)(g) as AsyncGen;
    await deep.next();
    expect(await copy(deep).return("r")).toEqual({ value: "r", done: true });
    expect(String(copy(deep))).toBe("[object AsyncGenerator]");
  });

  it("keeps a method that was read from it", () => {
    const { g } = make();
    const stored = copy({ g, next: g.next, asyncReturn: (compiledAsyncTwo([])(1) as AsyncGen).return });
    expect(Reflect.apply(stored.next, stored.g, [])).toEqual({ value: "a", done: false });
    expect(stored.asyncReturn).toBe((compiledAsyncTwo([])(1) as AsyncGen).return);
  });

  it("goes however deep the chain is", () => {
    let inner: unknown = [1];
    for (let depth = 0; depth < 2000; depth++) inner = compiledTwo([])(inner);
    let stored = copy(inner) as Gen | number[];
    for (let depth = 0; depth < 2000; depth++) stored = (stored as Gen).next().value as Gen;
    expect(stored).toEqual([1]);
  });
});

describe("what cannot be stored", () => {
  it("is named by the generator's variable", () => {
    const g = compiledTwo([])(new WeakMap()) as Gen;
    expect(outcome(() => encode({ g }))).toMatch(/g\.\(suspended\)\.first/);
    const over = compiledAll([])(new Map([[1, 1]]).entries()) as Gen;
    over.next();
    expect(() => encode({ over })).toThrow(UnstorableError);
  });

  it("includes a generator that is running", () => {
    const seen: unknown[] = [];
    const log = { push: () => seen.push(outcome(() => encode(running))) } as unknown as string[];
    const running = compiledTwo(log)("a") as Gen;
    running.next();
    running.return(0);
    expect(seen).toEqual([expect.stringMatching(/a generator that is running/)]);
  });
});

describe("texts that do not fit", () => {
  const text = (): string => {
    const g = compiledTwo([])("a") as Gen;
    g.next();
    return encode(g);
  };
  const edit = (from: string | RegExp, to: string): string => {
    const edited = text().replace(from, to);
    expect(edited).not.toBe(text());
    return edited;
  };

  it("name code that is not loaded, or was edited", () => {
    expect(() => decode(edit("#two", "#gone"))).toThrow(MissingCodeError);
    expect(() => decode(edit('"checkpoint":"one"', '"checkpoint":"none"'))).toThrow(
      /was edited while it stood at/,
    );
    const old = edit('"hash":"h1"', '"hash":"h0"');
    expect((decode(old) as Gen).next("same names").value).toEqual(["same names"]);
    expect(() => decode(old.replace('"live":{', '"live":{"more":1,'))).toThrow(
      /holds more, which it no longer uses/,
    );
    const start = encode(compiledTwo([])("a")).replace('"hash":"h1"', '"hash":"h0"');
    expect(() => decode(start)).toThrow(/its parameters were read by other code/);
  });

  it("are refused where they are wrong", () => {
    for (const wrong of [
      edit('"at":"yield"', '"at":"nowhere"'),
      edit('"at":"yield"', '"at":"running"'),
      edit('"at":"yield"', '"at":"start"'),
      edit(/"checkpoint":"[^"]*",/, ""),
      edit('"at":"yield"', '"at":"yield","async":true'),
      edit('"at":"yield"', '"at":"yield","async":"yes"'),
      edit(/"live":\{.*?\}\}/, '"live":5'),
      edit('"machine":', '"other":'),
      edit(/"maker":.*$/, '"maker":5}'),
      '{"$":"delegation","phase":"sideways","overSync":false,"iterator":{},"method":5}',
      '{"$":"delegation","phase":"step","iterator":{},"method":5}',
      '{"$":"delegation","phase":"step","overSync":false,"method":5}',
      '{"$":"delegation","phase":"step","overSync":false,"iterator":5,"method":5}',
    ]) {
      expect(() => decode(wrong), wrong).toThrow(SnapshotError);
    }
  });

  it("survive without their function, as plain generators", () => {
    const g = compiledTwo([])("a") as Gen;
    expect(encode(g)).toContain('"maker"');
    const log = Object.assign([] as string[], { socket: new WeakMap() });
    const cannot = define("forgets", "generator", {
      step: (frame) => ((frame.out = 1), 2),
      locals: () => ({}),
      checkpoints: {},
    })(log)() as Gen;
    expect(encode(cannot)).not.toContain('"maker"');
    expect(copy(cannot).next()).toEqual({ value: 1, done: true });
    expect(registry.closures.has("shop/src/generators.ts#forgets")).toBe(true);
    expect(() => encode(fn("shop/src/generators.ts#forgets", undefined, { log }))).toThrow(UnstorableError);
  });
});
