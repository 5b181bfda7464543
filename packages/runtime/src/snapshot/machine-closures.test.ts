import { expect, test } from "vitest";
import { ABI_VERSION, DONE, MACHINE, type Machine } from "../machine/abi.js";
import { closure, fn } from "../machine/closure.js";
import { decode, encode } from "./index.js";
import { difference } from "./testing/same-graph.js";

const define = (kind: Machine["kind"]): (() => { prototype: object; name: string }) => {
  const id = `shop/src/machines.ts#${kind}`;
  const machine: Machine = {
    abi: ABI_VERSION,
    id,
    hash: "h1",
    name: kind,
    file: "shop/src/machines.ts",
    kind,
    bind: (scope: never) => ({ scope }),
    step: () => DONE,
    checkpoints: {},
  };
  closure({ id, hash: "h1", scopes: ["$scope"], form: "function", length: 2, machine });
  return () => fn(id, undefined, { captured: true }) as never;
};

test.each(["async", "generator", "asyncGenerator"] as const)("a function of the kind %s", (kind) => {
  const made = define(kind)();
  const copy = decode(encode(made)) as typeof made & { length: number };
  expect(difference(made, copy)).toBeUndefined();
  expect([copy.name, copy.length]).toEqual([kind, 2]);
  expect(Object.hasOwn(copy, MACHINE)).toBe(true);
  Object.defineProperty(made, "name", { value: "other" });
  expect(difference(made, decode(encode(made)))).toBeUndefined();
});

test.each(["generator", "asyncGenerator"] as const)(
  "the prototype of a %s is its own, and may be changed",
  (kind) => {
    const made = define(kind)();
    const value = { prototype: made.prototype, made };
    const copy = decode(encode(value)) as typeof value;
    expect(copy.made.prototype).toBe(copy.prototype);
    Object.assign(made.prototype, { extra: [made] });
    expect(difference(made, decode(encode(made)))).toBeUndefined();
    made.prototype = { replaced: made.prototype };
    expect(difference([made, value], decode(encode([made, value])))).toBeUndefined();
  },
);
