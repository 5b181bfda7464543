import fc from "fast-check";
import { expect, test } from "vitest";
import { decode, encode, UnstorableError } from "./index.js";
import { makers } from "./testing/graph-makers.js";
import { graphOf } from "./testing/random-graph.js";
import { change, changeNames } from "./testing/odd-changes.js";
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

/** Instances of classes that say themselves what is stored of them: nothing else of them is. */
const says = (value: object): boolean => Symbol.for("perdure.serialize") in value;

test(`${COUNT} graphs whose objects are changed as few programs do`, { timeout: 7_200_000 }, () => {
  const plan = fc.record({
    nodes: fc.array(fc.nat(makers.length - 1), { minLength: 1, maxLength: 10 }),
    picks: fc.array(fc.nat(), { minLength: 8, maxLength: 60 }),
    odd: fc.array(fc.tuple(fc.nat(), fc.constantFrom(...changeNames)), { minLength: 1, maxLength: 5 }),
  });
  let stored = 0;
  const run = fc.property(plan, ({ nodes, picks, odd }) => {
    const all = graphOf(nodes, picks);
    const changeable = all.filter((value) => !says(value));
    if (changeable.length === 0) return;
    for (const [at, name] of odd) change(changeable[at % changeable.length]!, [name]);
    let text: string;
    try {
      text = encode(all);
    } catch (error) {
      if (error instanceof UnstorableError) return;
      throw error;
    }
    stored += 1;
    expect(difference(all, decode(text))).toBeUndefined();
  });
  fc.assert(run, { numRuns: COUNT, ...(SEED && { seed: Number(SEED) }) });
  expect(stored).toBeGreaterThan(COUNT / 2);
});
