import { expect, test } from "vitest";
import { Point } from "./testing/code.js";
import { changedState, visibleState } from "./testing/intact.js";
import { mutate, mutationNames } from "./testing/mutate.js";
import { outcome } from "./testing/outcome.js";
import { randomOf } from "./testing/random.js";
import { richTexts } from "./testing/rich-texts.js";

/** `npm run fuzz:codec` sets them. */
const COUNT = Number(process.env["MUTATIONS"] ?? 10_000);
const SEED = Number(process.env["SEED"] ?? 1);
/** For one text. */
const LONGEST_MS = 100;
/** Pieces of all texts together have their turn seldom: they take a hundred times as long. */
const SMALL = richTexts.slice(0, -2);

test("the texts are read as they are", () => {
  for (const text of richTexts) expect(outcome(text)).toBe("value");
});

test(
  `${COUNT} changed texts give a value or a SnapshotError, soon, and change nothing`,
  { timeout: 7_200_000 },
  () => {
    const random = randomOf(SEED);
    const before = visibleState();
    const made = Point.made;
    const seen = new Map<string, number>();
    const counts = { value: 0, refused: 0, slow: 0, longestMs: 0 };
    for (let i = 0; i < COUNT; i++) {
      const text = mutate(random.below(50) === 0 ? random.pick(richTexts) : random.pick(SMALL), random, seen);
      const ms = timed(text, counts);
      if (ms > counts.longestMs) counts.longestMs = Math.round(ms);
      if (ms <= LONGEST_MS) continue;
      // The machine may have been busy with something else: what hangs, hangs again.
      counts.slow++;
      const again = Math.min(...[1, 2, 3].map(() => timed(text, counts)));
      if (again > LONGEST_MS) throw new Error(`${again} ms for ${text.slice(0, 2000)}`);
    }
    expect(changedState(before)).toBeUndefined();
    expect(Point.made).toBe(made);
    expect([...seen.keys()].sort()).toEqual([...mutationNames].sort());
    expect(Math.min(counts.value, counts.refused)).toBeGreaterThan(COUNT / 20);
    if (process.env["MUTATIONS"])
      console.log(`snapshots, seed ${SEED}: ${JSON.stringify({ ...counts, ...Object.fromEntries(seen) })}`);
  },
);

function timed(text: string, counts: { value: number; refused: number }): number {
  const started = performance.now();
  const kept = text;
  try {
    counts[outcome(kept) === "value" ? "value" : "refused"]++;
  } catch (error) {
    throw new Error(`not a SnapshotError for ${text.slice(0, 3000)}`, { cause: error });
  }
  return performance.now() - started;
}
