import { expect, test } from "vitest";
import { PerdureError } from "../errors/perdure-error.js";
import { changedState, visibleState } from "../snapshot/testing/intact.js";
import { mutate } from "../snapshot/testing/mutate.js";
import { randomOf } from "../snapshot/testing/random.js";
import { encodeExecution } from "./encode-execution.js";
import { restoreExecution, RestoreError } from "./restore-execution.js";
import { newLive, quiet } from "./testing/live.js";
import { executionTexts } from "./testing/rich-execution.js";

/** `npm run fuzz:codec` sets them; see there. */
const COUNT = Number(process.env["MUTATIONS"] ?? 3000);
const SEED = Number(process.env["SEED"] ?? 1);
/** For one text. */
const LONGEST_MS = 100;

const texts = await executionTexts();

test("the texts are read as they are", async () => {
  for (const text of texts) {
    const live = newLive(text);
    await quiet(live);
    expect(encodeExecution(live).text.length).toBeGreaterThan(text.length / 2);
  }
});

/** What an engine does with it: restore it, let it go on, store it again. Gives "refused" where that is parked. */
async function outcomeOf(text: string, counts: { longestMs: number }): Promise<"goes on" | "refused"> {
  const started = performance.now();
  try {
    const live = newLive();
    restoreExecution(live, text).goOn();
    await quiet(live);
    encodeExecution(live);
    return "goes on";
  } catch (error) {
    // a value that cannot be stored again is said at the next await
    if (error instanceof RestoreError || error instanceof PerdureError) return "refused";
    throw new Error(`not refused: ${text.slice(0, 3000)}`, { cause: error });
  } finally {
    counts.longestMs = Math.max(counts.longestMs, performance.now() - started);
  }
}

test(
  `${COUNT} changed executions go on or are refused, soon, and change nothing`,
  { timeout: 7_200_000 },
  async () => {
    const random = randomOf(SEED);
    const before = visibleState();
    const counts = { "goes on": 0, refused: 0, slow: 0, longestMs: 0 };
    for (let i = 0; i < COUNT; i++) {
      const text = mutate(random.pick(random.below(20) === 0 ? texts : texts.slice(0, 3)), random);
      const one = { longestMs: 0 };
      counts[await outcomeOf(text, one)]++;
      counts.longestMs = Math.max(counts.longestMs, Math.round(one.longestMs));
      if (one.longestMs <= LONGEST_MS) continue;
      // The machine may have been busy with something else: what hangs, hangs again.
      counts.slow++;
      const again: number[] = [];
      for (let times = 0; times < 3; times++) {
        const repeated = { longestMs: 0 };
        await outcomeOf(text, repeated);
        again.push(repeated.longestMs);
      }
      if (Math.min(...again) > LONGEST_MS) throw new Error(`${again.join()} ms for ${text.slice(0, 2000)}`);
    }
    expect(changedState(before)).toBeUndefined();
    expect(Math.min(counts["goes on"], counts.refused)).toBeGreaterThan(COUNT / 50);
    if (process.env["MUTATIONS"]) console.log(`executions, seed ${SEED}: ${JSON.stringify(counts)}`);
  },
);
