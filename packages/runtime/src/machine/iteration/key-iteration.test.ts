import { describe, expect, it } from "vitest";
import { decode, encode } from "../../snapshot/index.js";
import { iterateKeys, type KeyIteration } from "./key-iteration.js";

function rest(start: KeyIteration, during: (key: unknown) => void = () => {}): unknown[] {
  const keys: unknown[] = [];
  for (let iteration = start; iteration.next(); iteration = decode(encode(iteration)) as KeyIteration) {
    keys.push(iteration.value);
    during(iteration.value);
  }
  return keys;
}

describe("for...in", () => {
  it.each([[{ b: 1, 1: 2, [Symbol.for("s")]: 3 }], [["x", , "z"]], ["ab"], [5], [null], [undefined]])(
    "lists the keys of %o",
    (object) => {
      const expected: string[] = [];
      for (const key in object as object) expected.push(key);
      expect(rest(iterateKeys(object))).toEqual(expected);
    },
  );

  it("lists inherited keys once, and hides what is shadowed", () => {
    const child = Object.create({ inherited: 1, shadowed: 1, hidden: 1 }) as object;
    Object.defineProperty(child, "hidden", { value: 1 });
    const keys = iterateKeys(Object.assign(child, { own: 1, shadowed: 1 }));
    const found = [keys.take(), keys.take(), keys.take(), keys.take()];
    expect(found).toEqual(["own", "shadowed", "inherited", undefined]);
  });

  it("leaves out what is deleted before its turn, and what is added", () => {
    const object: Record<string, unknown> = { a: 1, b: 2, c: 3 };
    const keys = iterateKeys(object);
    keys.next();
    delete object["b"];
    object["d"] = 4;
    expect(rest(keys)).toEqual(["c"]);
  });
});
