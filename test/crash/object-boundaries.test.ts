import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildWorker } from "./built-worker.js";
import { exited, isResults, message, startBuilt } from "./worker-process.js";

let worker: Awaited<ReturnType<typeof buildWorker>>;
beforeAll(async () => void (worker = await buildWorker("object-worker.ts")));
afterAll(() => worker.remove());

const MOST_PROCESSES = 80;
const EXPECTED = {
  first: 1,
  both: [5, 8],
  other: 4,
  a: ["add 1", "begin 2", "end 2", "add 3"],
  b: ["add 4"],
};

/** One process after the other dies where `deaths` says, in turn, until one of them lives to the end. */
async function journey(deaths: readonly string[]) {
  const folder = mkdtempSync(join(tmpdir(), "perdure-objects-"));
  let died = 0;
  try {
    for (;;) {
      const life = startBuilt(worker.file, [join(folder, "store.db"), deaths[died % deaths.length]!]);
      const answer = await message(life, isResults);
      life.kill("SIGKILL");
      await exited(life);
      if (answer) return { result: answer.results[0], died };
      died += 1;
      expect(died).toBeLessThan(MOST_PROCESSES);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

describe.concurrent("SIGKILL at every commit boundary of calls from an execution (rule 32)", () => {
  for (const death of ["before", "inside"]) {
    it(`${death} each commit, and after it: each call is applied once`, async ({ expect }) => {
      const { result, died } = await journey([death, "after"]);
      expect(result).toEqual(EXPECTED);
      expect(died).toBeGreaterThanOrEqual(2 * 8);
    }, 80_000);
  }
});
