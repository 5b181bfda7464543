import { describe, expect, test } from "vitest";
import {
  brand,
  invokePrivate,
  privateAccessor,
  privateHas,
  privateInit,
  privateMethod,
  privateName,
  privateRef,
  privateRefOptional,
} from "./private.js";

class Returning {
  constructor(object: object) {
    return object;
  }
}

/** Does what the functions under test are for, by the language itself. */
class C extends Returning {
  #x = 1;
  #m(): string {
    return "m";
  }
  get #g(): number {
    return 1;
  }
  set #s(_value: number) {}
  static #sm(): string {
    return "sm";
  }
  static readonly native: Record<string, (o: never) => unknown> = {
    "read #x": (o: C) => o.#x,
    "write #x": (o: C) => (o.#x = 2),
    "in #x": (o: C) => #x in o,
    "read #m": (o: C) => typeof o.#m,
    "call #m": (o: C) => o.#m(),
    "in #m": (o: C) => #m in o,
    "read #g": (o: C) => o.#g,
    "write #s": (o: C) => (o.#s = 2),
    "read #sm": (o: typeof C) => typeof o.#sm,
    "call #sm": (o: typeof C) => o.#sm(),
    "in #sm": (o: typeof C) => #sm in o,
  };
}

const x = privateName("#x");
const m = privateMethod("#m", () => "m", "C");
const g = privateAccessor("#g", () => 1, undefined, "C");
const s = privateAccessor("#s", undefined, () => undefined, "C");
const sm = privateMethod("#sm", () => "sm", "C");

const ours: Record<string, (o: unknown) => unknown> = {
  "read #x": (o) => privateRef(o, x).value,
  "write #x": (o) => (privateRef(o, x).value = 2),
  "in #x": (o) => privateHas(o, x),
  "read #m": (o) => typeof privateRef(o, m).value,
  "call #m": (o) => invokePrivate(o, m, [], "o.#m"),
  "in #m": (o) => privateHas(o, m),
  "read #g": (o) => privateRef(o, g).value,
  "write #s": (o) => (privateRef(o, s).value = 2),
  "read #sm": (o) => typeof privateRef(o, sm).value,
  "call #sm": (o) => invokePrivate(o, sm, [], "o.#sm"),
  "in #sm": (o) => privateHas(o, sm),
};

function instance(): object {
  const object = new C({});
  brand(object, [m, g, s]);
  privateInit(object, x, 1);
  return object;
}
brand(C, [sm]);

const receivers: [string, () => unknown][] = [
  ["an instance", instance],
  ["the class", () => C],
  ["an object", () => ({})],
  ["a function", () => () => 1],
  ["undefined", () => undefined],
  ["null", () => null],
  ["a number", () => 5],
  ["a string", () => "text"],
  ["a symbol", () => Symbol("q")],
];

function outcome(body: () => unknown): unknown {
  try {
    return body();
  } catch (error) {
    return [(error as Error).name, (error as Error).message];
  }
}

describe.each(Object.keys(ours))("%s", (operation) => {
  test.each(receivers)("of %s", (_, receiver) => {
    const expected = outcome(() => C.native[operation]!(receiver() as never));
    expect(outcome(() => ours[operation]!(receiver()))).toEqual(expected);
  });
});

test("what cannot be read, written or called", () => {
  const object = instance();
  expect(() => privateRef(object, s).value).toThrow(new TypeError("'#s' was defined without a getter"));
  expect(() => (privateRef(object, g).value = 1)).toThrow(new TypeError("'#g' was defined without a setter"));
  expect(() => (privateRef(object, m).value = 1)).toThrow(
    new TypeError("Private method '#m' is not writable"),
  );
  expect(() => invokePrivate(object, x, [], "o.#x")).toThrow(new TypeError("o.#x is not a function"));
  expect(() => privateRef(object, x).call).toThrow(TypeError);
});

test("twice on the same object", () => {
  const object = instance();
  expect(() => privateInit(object, x, 1)).toThrow(
    new TypeError("Cannot initialize #x twice on the same object"),
  );
  const text = "Cannot initialize private methods of class C twice on the same object";
  expect(() => brand(object, [m])).toThrow(new TypeError(text));
  expect(() => brand(object, [privateMethod("#n", () => 1)])).not.toThrow();
});

test("writing keeps the value, frozen or not", () => {
  const object = Object.freeze(instance());
  privateRef(object, x).value = [1];
  expect(privateRef(object, x).value).toEqual([1]);
});

test("calls keep their receiver and arguments", () => {
  const echo = privateMethod("#echo", function (this: unknown, ...args: unknown[]) { return [this, ...args]; }); // prettier-ignore
  const own = privateAccessor("#own", function (this: unknown) { return this; }, undefined); // prettier-ignore
  const object = {};
  brand(object, [echo, own]);
  expect(invokePrivate(object, echo, [1, 2], "o.#echo")).toEqual([object, 1, 2]);
  expect((privateRef(object, echo).call as (n: number) => unknown)(1)).toEqual([object, 1]);
  expect(privateRef(object, own).value).toBe(object);
});

test("optional chains", () => {
  expect(privateRefOptional(undefined, x)?.value).toBeUndefined();
  expect(privateRefOptional(null, x)?.value).toBeUndefined();
  expect(privateRefOptional(instance(), x)?.value).toBe(1);
  expect(() => privateRefOptional({}, x)?.value).toThrow(TypeError);
  const object = {};
  privateInit(object, x, null);
  expect(privateRef(object, x).call?.()).toBeUndefined();
});
