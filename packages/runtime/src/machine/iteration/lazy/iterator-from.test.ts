import { describe, expect, it } from "vitest";
import { decode, encode } from "../../../snapshot/index.js";
import { references } from "../../reference.js";
import { iteratorOf } from "../iterator-of.js";
import { ITERATOR_CLASS, type LazyKind } from "./natives.js";

type Wrapped = Required<Iterator<unknown>> & Iterable<unknown> & Record<Exclude<LazyKind, "from">, unknown>;
type From = (value: unknown) => Wrapped;
interface Methods {
  next(this: { i: number }): unknown;
  return(...args: unknown[]): unknown;
}

const methods: Methods = {
  next() {
    return this.i < 2 ? { value: this.i++, extra: arguments.length } : { done: true, value: "end" };
  },
  return: (...args) => ["closed", ...args],
};
const text = (value: unknown): string => `<${String(value)}>`;
references("from-test", { next: () => methods.next, return: () => methods.return, text: () => text });
const counting = (own: object = {}): object => ({ i: 0, ...methods, ...own });

function outcome(run: () => unknown): unknown {
  try {
    return run();
  } catch (error) {
    return `${(error as Error).name}: ${(error as Error).message}`;
  }
}

if (ITERATOR_CLASS) {
  const native: From = (value) => (ITERATOR_CLASS!.from as unknown as From)(value);
  const ours: From = (value) => iteratorOf(ITERATOR_CLASS, "from", "Iterator.from", [value]) as Wrapped;
  const stored: From = (value) => decode(encode(ours(value))) as Wrapped;

  const values: Record<string, () => unknown> = {
    "an iterator": () => counting(),
    "one without return": () => counting({ return: undefined }),
    "one whose return is no function": () => counting({ return: 5 }),
    "one whose next is no function": () => ({ next: 5 }),
    "one that cannot be iterated": () => counting({ [Symbol.iterator]: null }),
    "one whose method is no function": () => counting({ [Symbol.iterator]: 5 }),
    "one whose method gives none": () => counting({ [Symbol.iterator]: () => 5 }),
    "an array": () => [1, 2],
    "a Map": () => new Map([[1, 2]]),
    "a text": () => "a😀",
    nothing: () => undefined,
    null: () => null,
    "a number": () => 5,
  };

  describe("Iterator.from", () => {
    it.each(Object.entries(values))("of %s", (_, value) => {
      const use = (from: From) => {
        const gave = [outcome(() => [...from(value())]), outcome(() => String(from(value())))];
        for (const method of ["next", "return"] as const)
          gave.push(outcome(() => (from(value())[method] as (n: number) => unknown)?.(1)));
        return gave;
      };
      expect(use(ours)).toEqual(use(native));
      expect(use(stored)).toEqual(use(native));
    });

    it("gives a wrapper that looks like the language's own", () => {
      const shape = (value: Wrapped) => [
        [value.next.name, value.next.length, value.return.name, value.return.length],
        Reflect.ownKeys(value),
        value instanceof (ITERATOR_CLASS as unknown as new () => object),
      ];
      expect(shape(ours(counting()))).toEqual(shape(native(counting())));
      for (const receiver of [undefined, {}, [1].values()])
        for (const method of ["next", "return"] as const) {
          const call = (value: Wrapped) => outcome(() => Reflect.apply(value[method], receiver, []));
          expect(call(ours(counting()))).toBe(call(native(counting())));
          expect(call(ours(counting()))).toMatch(/^TypeError: .*incompatible receiver/);
        }
    });

    it("gives iterators as they are", () => {
      const one = ours(counting());
      expect(ours(one)).toBe(one);
      const generator = (function* () {})();
      expect(ours(generator)).toBe(generator);
    });

    it("goes on after a restore, with what was made of it", () => {
      const one = ours(counting());
      one.next();
      const lazy = (one.map as (fn: unknown) => Wrapped)(text);
      const copy = decode(encode({ one, lazy })) as { one: Wrapped; lazy: Wrapped };
      expect(copy.lazy.next()).toEqual({ value: "<1>", done: false });
      expect(copy.one.next()).toEqual({ value: "end", done: true });
      expect(copy.lazy.next()).toEqual({ value: undefined, done: true });
      expect(copy.one.return()).toEqual(["closed"]);
    });
  });
} else {
  it("is left to the program where the language does not have it", () => {
    const polyfill = { from: (value: unknown) => ["mine", value] };
    expect(iteratorOf(polyfill, "from", "Iterator.from", [1])).toEqual(["mine", 1]);
  });
}
