import fc from "fast-check";
import { expect, test } from "vitest";
import { decode, encode } from "./index.js";
import { makers } from "./testing/graph-makers.js";
import { graphOf } from "./testing/random-graph.js";
import { difference } from "./testing/same-graph.js";

/** `npm run fuzz:codec` sets them; fast-check prints the seed of a failure. */
const SEED = process.env["SEED"];
const COUNT = Number(process.env["GRAPHS"] ?? 1000);

test(`${COUNT} graphs with sharing and cycles`, { timeout: 7_200_000 }, () => {
  const plan = fc.record({
    nodes: fc.array(fc.nat(makers.length - 1), { minLength: 1, maxLength: 25 }),
    picks: fc.array(fc.nat(), { minLength: 8, maxLength: 60 }),
  });
  const run = fc.property(plan, ({ nodes, picks }) => {
    const all = graphOf(nodes, picks);
    for (const root of [all[0], all, { last: all.at(-1), all }]) {
      expect(difference(root, decode(encode(root)))).toBeUndefined();
    }
  });
  fc.assert(run, { numRuns: COUNT, ...(SEED && { seed: Number(SEED) }) });
});
