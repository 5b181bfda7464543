import { describe, expect, it } from "vitest";
import { references } from "../../reference.js";
import { decode, encode, SnapshotError } from "../../../snapshot/index.js";
import { addLazyMethods } from "./lazy-iterator.js";
import { ITERATOR_CLASS } from "./natives.js";

const NAMES = ["map", "filter", "flatMap", "take", "drop"] as const;
type Name = (typeof NAMES)[number];
type Methods = { readonly [name in Name]: (argument: unknown) => Lazy };
interface Lazy extends Methods, Iterator<unknown>, Iterable<unknown> {
  return(value?: unknown): IteratorResult<unknown>;
}
type Source = Methods & { i: number; next: unknown; return: unknown };

const log: unknown[] = [];

/** Counts to five. What it inherits from has the language's own methods, or ours. */
const sourceMethods = {
  next(this: { i: number }) {
    log.push("next");
    return this.i < 5 ? { value: this.i++, done: false } : { value: "end", done: true };
  },
  return(...given: unknown[]) {
    log.push(["return", ...given]);
    return {};
  },
};
const natively = Object.create((ITERATOR_CLASS?.prototype ?? null) as object | null) as object;
const ours = Object.create(natively) as object;
addLazyMethods(ours);

const callbacks = {
  text: (value: unknown) => `<${String(value)}>`,
  odd: (value: unknown, at: unknown) => (log.push([value, at]), (value as number) % 2 === 1),
  twice: (value: unknown, at: unknown) => [value, at],
  letters: () => new String("ab"),
  counting: () => Object.assign(Object.create(null), { i: 3, ...sourceMethods }),
  failing: () => {
    log.push("fails");
    throw new RangeError("callback");
  },
  primitive: () => 5,
};
references("test", {
  ...Object.fromEntries(Object.entries(sourceMethods).map(([name, fn]) => [`source.${name}`, () => fn])),
  ...Object.fromEntries(Object.entries(callbacks).map(([name, fn]) => [name, () => fn])),
  ours: () => ours,
});
class Unbounded {}

type Keep = <T>(value: T) => T;
const same: Keep = (value) => value;
const restored: Keep = (value) => decode(encode(value)) as typeof value;

function outcome(run: () => unknown): unknown {
  try {
    return run();
  } catch (error) {
    return `${(error as Error).name}: ${(error as Error).message}`;
  }
}

type Script = (make: (own?: object) => Source, keep: Keep) => unknown[];

/** Calls each step of a helper, storing it between them. */
const steps = (open: (source: Source) => Lazy, calls: string, own: object = {}): Script => {
  return (make, keep) => {
    const gave: unknown[] = [];
    let lazy: Lazy | undefined;
    gave.push(outcome(() => void (lazy = keep(open(make(own))))));
    for (const call of calls) {
      if (!lazy) break;
      const at = lazy;
      gave.push(outcome(() => (call === "n" ? at.next() : at.return("given"))));
      lazy = keep(at);
    }
    return gave;
  };
};

const { text, odd, twice, letters, counting, failing, primitive } = callbacks;
const helpers: Record<string, (source: Source) => Lazy> = {
  map: (source) => source.map(text),
  filter: (source) => source.filter(odd),
  "flatMap to arrays": (source) => source.flatMap(twice),
  "flatMap to iterators": (source) => source.flatMap(counting),
  "flatMap to iterables": (source) => source.flatMap(letters),
  take: (source) => source.take(2),
  "take nothing": (source) => source.take(0),
  "take all": (source) => source.take(Infinity),
  drop: (source) => source.drop(2),
  "drop all": (source) => source.drop(9),
  "a chain": (source) => source.drop(1).map(text).flatMap(twice).filter(Boolean).take(3),
  "a callback that throws": (source) => source.map(failing),
  "flatMap to no iterable": (source) => source.flatMap(primitive),
};
const scripts: Record<string, Script> = {};
for (const [name, open] of Object.entries(helpers)) {
  for (const calls of ["nnnnnnnnnnnn", "r", "rnr", "nrnr", "nnnrn"])
    scripts[`${name}: ${calls}`] = steps(open, calls);
  scripts[`${name} of what cannot be closed`] = steps(open, "nrn", { return: null });
  scripts[`${name} of what fails to close`] = steps(open, "nrn", { return: failing });
  scripts[`${name} of what closes wrongly`] = steps(open, "nrn", { return: primitive });
  scripts[`${name} of what has no such method`] = steps(open, "nrn", { return: 5 });
  scripts[`${name} of what fails`] = steps(open, "nnr", { next: failing });
  scripts[`${name} of what gives no results`] = steps(open, "nnr", { next: primitive });
}
for (const method of NAMES) {
  for (const argument of [
    undefined,
    null,
    5,
    -1,
    NaN,
    "a",
    "3",
    {},
    1n,
    Symbol.iterator,
    2.7,
    new Unbounded(),
  ])
    scripts[`${method} with ${typeof argument} ${String(argument)}`] = steps(
      (source) => source[method](argument),
      "nn",
    );
  scripts[`${method} of no object`] = (make) =>
    [undefined, 5, "a"].map((receiver) => outcome(() => make()[method].call(receiver as never, text)));
}
scripts["a limit is converted once"] = (make) => {
  const limit = { valueOf: () => log.push("converted") };
  return [[...make().take(limit)], [...make().drop(limit)], outcome(() => make().take({ valueOf: failing }))];
};

function run(script: Script, prototype: object, keep: Keep): unknown {
  log.length = 0;
  const gave = script(
    (own) => Object.assign(Object.create(prototype), { i: 0, ...sourceMethods, ...own }),
    keep,
  );
  return { gave, log: [...log] };
}

if (ITERATOR_CLASS) {
  describe("a lazy iterator behaves as the language's own", () => {
    it.each(Object.entries(scripts))("%s", (_, script) => {
      const native = run(script, natively, same);
      expect(run(script, ours, same)).toEqual(native);
      expect(run(script, ours, restored)).toEqual(native);
    });
  });

  describe("a lazy iterator", () => {
    const made = (prototype: object) =>
      Object.assign(Object.create(prototype), { i: 0, ...sourceMethods }) as Source;
    const [native, lazy] = [natively, ours].map((prototype) => made(prototype).map(text)) as [Lazy, Lazy];

    it("looks like the language's own", () => {
      const shape = (value: Lazy) => {
        const { next, return: close } = value;
        const functions = [next, close, ...NAMES.map((name) => value[name])];
        const names = functions.map((fn) => [fn.name, fn.length, "prototype" in fn]);
        return [names, String(value), Reflect.ownKeys(value), value[Symbol.iterator]() === value];
      };
      expect(shape(lazy)).toEqual(shape(native));
      expect(Object.getPrototypeOf(native).isPrototypeOf(lazy)).toBe(true);
      expect(lazy).toBeInstanceOf(ITERATOR_CLASS);
    });

    it("has methods that refuse other receivers with the language's words", () => {
      for (const receiver of [undefined, 5, {}, [1].values()])
        for (const method of ["next", "return"] as const) {
          const call = (value: Lazy) => outcome(() => Reflect.apply(value[method], receiver, []));
          expect(call(lazy)).toBe(call(native));
          expect(call(lazy)).toMatch(/^TypeError: .*incompatible receiver/);
        }
    });

    it("has methods that go on with the language's own", () => {
      expect(lazy.next.call(made(natively).map(text))).toEqual({ value: "<0>", done: false });
      expect(lazy.return.call(made(natively).map(text))).toEqual({ value: undefined, done: true });
    });

    it("cannot be entered again while it runs", () => {
      const again = (prototype: object) => {
        const one: Lazy = made(prototype).map(() => [outcome(() => one.next()), outcome(() => one.return())]);
        return [one.next(), one.next().value, one.return(), one.next()];
      };
      expect(again(ours)).toEqual(again(natively));
      expect(JSON.stringify(again(ours))).toContain("already running");
    });

    it("can be asked for its end while it is closed", () => {
      const closed = (prototype: object) => {
        const seen: unknown[] = [];
        const own = { return: () => (seen.push(one.next(), one.return()), {}) };
        const one: Lazy = Object.assign(made(prototype), own).map(text);
        return [one.next(), one.return(), seen];
      };
      expect(closed(ours)).toEqual(closed(natively));
    });

    it("is made by what a program puts into the method's place", () => {
      const prototype = ITERATOR_CLASS!.prototype as { map: unknown };
      const before = prototype.map;
      prototype.map = () => "replaced";
      try {
        expect(made(ours).map(text)).toBe("replaced");
      } finally {
        prototype.map = before;
      }
    });

    it("keeps what it steps through and its identity", () => {
      const source = made(ours);
      const one = Object.assign(source.map(text), { note: source });
      one.next();
      const copy = restored({ one, same: one, method: one.next });
      expect(copy.one).toBe(copy.same);
      expect(copy.method).toBe(one.next);
      copy.one.note.i = 4;
      expect([...copy.one]).toEqual(["<4>"]);
    });

    it("cannot be stored where its function or its iterator cannot", () => {
      expect(() => encode({ a: made(ours).map(() => 1) })).toThrow(/^a\.callback cannot be stored/);
      expect(() => encode({ a: made(natively).take(1) })).toThrow(/^a cannot be stored: Iterator Helper/);
      const foreign = Object.assign(Object.create(ours), { next: () => ({ done: true }) }) as Source;
      expect(() => encode({ a: foreign.take(1) })).toThrow(/^a\.iterator\.next cannot be stored/);
      foreign.take(1).return();
      const ended = foreign.take(1);
      ended.next();
      expect(restored(ended).next()).toEqual({ value: undefined, done: true });
    });
  });

  describe("stored lazy iterators", () => {
    const step = '"iterator":[],"method":{"$":"reference","id":"test#source.next"}';
    const fn = '"callback":{"$":"reference","id":"test#text"}';
    const broken: Record<string, string> = {
      "no kind": '{"$":"lazy-iterator","done":true}',
      "an unknown kind": '{"$":"lazy-iterator","of":"constructor","done":true}',
      "done that is no flag": '{"$":"lazy-iterator","of":"map","done":1}',
      "no iterator": '{"$":"lazy-iterator","of":"map","done":false}',
      "no function": `{"$":"lazy-iterator","of":"map","done":false,${step},"calls":0}`,
      "a function that is none": `{"$":"lazy-iterator","of":"map","done":false,${step},"calls":0,"callback":5}`,
      "no count": `{"$":"lazy-iterator","of":"filter","done":false,${step},${fn}}`,
      "no limit": `{"$":"lazy-iterator","of":"take","done":false,${step}}`,
      "a negative limit": `{"$":"lazy-iterator","of":"take","done":false,${step},"limit":-1}`,
      "half a limit": `{"$":"lazy-iterator","of":"drop","done":false,${step},"limit":0.5}`,
      "an empty inner one": `{"$":"lazy-iterator","of":"flatMap","done":false,${step},"calls":1,${fn},"inner":{}}`,
      "an inner one that is a text": `{"$":"lazy-iterator","of":"flatMap","done":false,${step},"calls":1,${fn},"inner":"a"}`,
    };
    it.each(Object.entries(broken))("are refused with %s", (_, text) => {
      expect(() => decode(text)).toThrow(SnapshotError);
    });
  });
} else {
  it("is nothing that this version of Node has", () => {
    expect(Reflect.ownKeys(ours)).toEqual([]);
    expect(() => decode('{"$":"lazy-iterator","of":"take","done":true}')).toThrow(/Node 22/);
  });
}
