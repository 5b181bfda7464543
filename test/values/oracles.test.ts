import { parse, stringify } from "devalue";
import fc from "fast-check";
import { decode, encode } from "perdure/engine";
import { expect, test } from "vitest";
import { graphOf } from "../../packages/runtime/src/snapshot/testing/random-graph.js";
import type { Maker } from "../../packages/runtime/src/snapshot/testing/graph-makers.js";
import { difference } from "../../packages/runtime/src/snapshot/testing/same-graph.js";

const COUNT = Number(process.env["GRAPHS"] ?? 300);

const primitives: readonly unknown[] = [undefined, null, true, 0, -0, NaN, -Infinity, 1.5, "text", "é\u2028\ud800", "$", 12n, -(2n ** 70n)]; // prettier-ignore

/** What every oracle knows. */
const common: readonly Maker[] = [
  () => {
    const node: Record<string, unknown> = {};
    return [node, (pick) => ["b", "$", "7", "constructor"].forEach((key) => (node[key] = pick()))];
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
    const node = new Map<unknown, unknown>();
    return [node, (pick) => void node.set(pick(), pick()).set("x", pick())];
  },
  () => {
    const node = new Set<unknown>();
    return [node, (pick) => void node.add(pick()).add(pick())];
  },
  (_, n) => [new Date(n === 4 ? NaN : n * 1e9), () => undefined],
  (_, n) => [new RegExp(`a${n}/`, "giu"), () => undefined],
  (_, n) => [Uint8Array.from({ length: n }, (_unused, i) => i * 40), () => undefined],
  (_, n) => [new Float64Array([n, NaN, -0]), () => undefined],
  (_, n) => [new ArrayBuffer(n), () => undefined],
  (_, n) => [Object(n % 2 ? n : `text ${n}`) as object, () => undefined],
];

/** What devalue knows and `structuredClone` does not keep. */
const devalues: readonly Maker[] = [
  ...common,
  () => {
    const node = Object.create(null) as Record<string, unknown>;
    return [node, (pick) => ((node["a"] = pick()), void (node["b"] = pick()))];
  },
  (_, n) => [new URL(`http://a.b/${n}?c=d`), () => undefined],
  (_, n) => [new URLSearchParams(`c=${n}`), () => undefined],
];

/** What `structuredClone` knows and devalue does not. */
const clones: readonly Maker[] = [
  ...common,
  (earlier) => {
    const first = earlier();
    const buffer = first instanceof DataView ? (first.buffer as ArrayBuffer) : new ArrayBuffer(16);
    return [new DataView(buffer, 4, 8), () => undefined];
  },
  () => {
    const node: unknown[] & { extra?: unknown } = [1];
    return [node, (pick) => void (node.extra = pick())];
  },
];

test.each([
  ["devalue", devalues, (value: unknown): unknown => parse(stringify(value))],
  ["structuredClone", clones, (value: unknown): unknown => structuredClone(value)],
] as const)(`${COUNT} graphs come back as they do from %s`, { timeout: 3_600_000 }, (_, makers, copy) => {
  const plan = fc.record({
    nodes: fc.array(fc.nat(makers.length - 1), { minLength: 1, maxLength: 25 }),
    picks: fc.array(fc.nat(), { minLength: 8, maxLength: 60 }),
  });
  const run = fc.property(plan, ({ nodes, picks }) => {
    const all = graphOf(nodes, picks, { makers, primitives });
    const ours = decode(encode(all));
    expect(difference(all, ours)).toBeUndefined();
    expect(difference(copy(all), ours)).toBeUndefined();
  });
  fc.assert(run, { numRuns: COUNT });
});
