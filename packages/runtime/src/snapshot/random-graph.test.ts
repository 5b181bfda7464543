import fc from "fast-check";
import { expect, test } from "vitest";
import type { Scope } from "../machine/abi.js";
import { decode, encode } from "./index.js";
import { privateInit, privateName } from "../machine/private.js";
import { derived, getter, shape } from "./testing/classes.js";
import { both, counter, Point } from "./testing/code.js";
import { difference } from "./testing/same-graph.js";

type Pick = () => unknown;

/** Makes an empty node; the function that it gives puts children into it. */
const makers: ((earlier: Pick, n: number) => [object, (pick: Pick) => void])[] = [
  () => {
    const node: Record<string, unknown> = {};
    return [
      node,
      (pick) =>
        ["b", "a", "7", "$", "__proto__"].slice(0, 4).forEach((key, i) => i === 3 || (node[key] = pick())),
    ];
  },
  () => {
    const node: Record<string, unknown> = {};
    return [
      node,
      (pick) =>
        void Object.defineProperty(node, "__proto__", {
          value: pick(),
          enumerable: true,
          writable: true,
          configurable: true,
        }),
    ];
  },
  () => {
    const node: unknown[] = [];
    return [node, (pick) => void node.push(pick(), pick(), pick())];
  },
  (_, n) => {
    const node: unknown[] = [];
    return [node, (pick) => ((node[n] = pick()), void (node[n + 3] = pick()))];
  },
  () => {
    const node = Object.create(null) as Record<PropertyKey, unknown>;
    return [node, (pick) => ((node["$"] = pick()), void (node[Symbol.for("s")] = pick()))];
  },
  () => {
    const node = new Map<unknown, unknown>();
    return [node, (pick) => void node.set(pick(), pick()).set("x", pick())];
  },
  () => {
    const node = new Set<unknown>();
    return [node, (pick) => void node.add(pick()).add(pick())];
  },
  () => {
    const node = new Error("e");
    return [node, (pick) => ((node.cause = pick()), void Object.assign(node, { detail: pick() }))];
  },
  () => {
    const node = new Point(0, 0);
    return [node, (pick) => ((node.x = pick()), void (node.y = pick()))];
  },
  () => {
    const node: Record<string, unknown> = {};
    return [node, (pick) => ((node["a"] = pick()), void Object.freeze(node))];
  },
  () => {
    const scope: Scope = { count: 0 };
    return [counter(scope), (pick) => void (scope["content"] = pick())];
  },
  (earlier) => {
    const scope: Scope = {};
    return [
      both(earlier(), scope, { own: earlier() }),
      (pick) => ((scope["a"] = pick()), void (scope["b"] = pick())),
    ];
  },
  () => {
    const node = { a: 1 };
    return [node, (pick) => inherit(node, pick())];
  },
  () => {
    const node = Object.create(null) as object;
    const attributes = { enumerable: true, configurable: true };
    return [
      node,
      (pick) =>
        void Object.defineProperty(node, "a", {
          get: getter({ value: pick(), other: pick() }),
          ...attributes,
        }),
    ];
  },
  () => {
    const scope: Scope = {};
    const Shape = shape(scope);
    return [Shape, (pick) => ((scope["content"] = pick()), void Object.assign(Shape, { extra: pick() }))];
  },
  (earlier) => {
    const Base = earlier();
    const Derived = derived(isClass(Base) ? Base : Point);
    const node = new Derived(1);
    return [node, (pick) => void Object.assign(node, { side: pick(), Derived })];
  },
  () => {
    const { prototype } = shape();
    return [prototype, (pick) => void Object.assign(prototype, { extra: pick(), [local]: pick() })];
  },
  () => {
    const method = shape().prototype.area;
    return [method, (pick) => (void Object.assign(method, { extra: pick() }), inherit(method, pick()))];
  },
  (earlier) => {
    const node = {};
    const carrier = earlier();
    return [
      node,
      (pick) => {
        privateInit(node, hidden, pick());
        if (isObject(carrier)) privateInit(carrier, privateName("#other"), pick());
      },
    ];
  },
  (_, n) => [new Date(n), () => undefined],
  (_, n) => [new Uint8Array(new ArrayBuffer(n + 1), 1), () => undefined],
];

const local = Symbol("local");
const hidden = privateName("#hidden");

const isObject = (value: unknown): value is object =>
  (typeof value === "object" && value !== null) || typeof value === "function";
const isClass = (value: unknown): value is typeof Point =>
  typeof value === "function" && String(value).startsWith("class");

function inherit(node: object, prototype: unknown): void {
  if (!isObject(prototype)) return;
  try {
    Object.setPrototypeOf(node, prototype);
  } catch {
    // a cycle
  }
}

const primitives = [
  local,
  undefined,
  null,
  true,
  0,
  -0,
  NaN,
  1.5,
  "text",
  "",
  12n,
  Symbol.for("s"),
  Infinity,
];

test("1,000 graphs with sharing and cycles", { timeout: 120_000 }, () => {
  const plan = fc.record({
    nodes: fc.array(fc.nat(makers.length - 1), { minLength: 1, maxLength: 25 }),
    picks: fc.array(fc.nat(), { minLength: 8, maxLength: 60 }),
  });
  const run = fc.property(plan, ({ nodes, picks }) => {
    let turn = 0;
    const next = () => picks[turn++ % picks.length]! + turn;
    const all: object[] = [];
    const anything = (): unknown => {
      const n = next();
      return n % 4 === 0 || all.length === 0 ? primitives[n % primitives.length] : all[n % all.length];
    };
    const fillers = nodes.map((maker) => {
      const [node, fill] = makers[maker]!(anything, next() % 5);
      all.push(node);
      return fill;
    });
    for (const fill of fillers) fill(anything);
    for (const root of [all[0], all, { last: all.at(-1), all }]) {
      expect(difference(root, decode(encode(root)))).toBeUndefined();
    }
  });
  fc.assert(run, { numRuns: 1000 });
});
