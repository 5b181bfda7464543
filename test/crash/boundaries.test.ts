import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Death } from "./boundary-worker.js";
import { buildWorker } from "./built-worker.js";
import { readLedger } from "./ledger.js";
import { exited, isResults, message, startBuilt } from "./worker-process.js";

let worker: Awaited<ReturnType<typeof buildWorker>>;
beforeAll(async () => void (worker = await buildWorker("boundary-worker.ts")));
afterAll(() => worker.remove());

const MOST_PROCESSES = 80;
const EXPECTED = {
  first: 1,
  rows: ["a", "b"],
  fromChild: 21,
  news: [3, 4],
  total: 2,
  state: 1,
};
const KEYS = ["journey/1", "journey/5/1", "journey/6", "journey/7"];

/** One process after the other dies where `deaths` says, in turn, until one of them lives to the end. */
async function journey(deaths: readonly Death[]) {
  const folder = mkdtempSync(join(tmpdir(), "perdure-boundaries-"));
  const ledger = join(folder, "ledger");
  const died: Death[] = [];
  try {
    for (;;) {
      const death = deaths[died.length % deaths.length]!;
      const life = startBuilt(worker.file, [join(folder, "store.db"), ledger, death]);
      const answer = await message(life, isResults);
      life.kill("SIGKILL");
      await exited(life);
      if (answer) return { result: answer.results[0], died, effects: readLedger(ledger) };
      died.push(death);
      expect(died.length).toBeLessThan(MOST_PROCESSES);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

// More than two deaths between two commits would be blamed on the execution's own code (rule 26).
describe.concurrent("SIGKILL at every commit boundary (rules 5, 7, 14, 23)", () => {
  for (const death of ["before", "inside"] as const) {
    it(`${death} each commit, and after it: the same result, each transaction and event exactly once`, async ({
      expect,
    }) => {
      const { result, died, effects } = await journey([death, "after"]);
      expect(result).toEqual(EXPECTED);
      expect([...effects.keys()].sort()).toEqual(KEYS);
      expect(died.length).toBeGreaterThanOrEqual(2 * 8);
      // One that died before its outcome was committed ran again, under the same key.
      for (const { begun } of effects.values()) expect(begun).toBeLessThanOrEqual(3);
    }, 80_000);
  }

  it("between each effect and the commit of its outcome: once more, under the same key", async ({
    expect,
  }) => {
    const { result, died, effects } = await journey(["effect", "after"]);
    expect(result).toEqual(EXPECTED);
    expect([...effects.keys()].sort()).toEqual(KEYS);
    const deaths = died.filter((death) => death === "effect").length;
    expect(deaths).toBeGreaterThanOrEqual(3);
    const repeated = [...effects.values()].reduce((sum, { begun }) => sum + begun - 1, 0);
    expect(repeated).toBeGreaterThanOrEqual(deaths);
  }, 80_000);
});
