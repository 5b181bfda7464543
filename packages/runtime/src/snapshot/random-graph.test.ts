import fc from "fast-check";
import { expect, test } from "vitest";
import type { Scope } from "../machine/abi.js";
import { decode, encode } from "./index.js";
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
  (_, n) => [new Date(n), () => undefined],
  (_, n) => [new Uint8Array(new ArrayBuffer(n + 1), 1), () => undefined],
];

const primitives = [undefined, null, true, 0, -0, NaN, 1.5, "text", "", 12n, Symbol.for("s"), Infinity];

test("2,000 graphs with sharing and cycles", { timeout: 30_000 }, () => {
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
  fc.assert(run, { numRuns: 2000 });
});
