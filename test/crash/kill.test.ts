import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from "vitest";
import { buildWorker } from "./built-worker.js";
import { readLedger } from "./ledger.js";
import { exited, isReady, isResults, message, startBuilt } from "./worker-process.js";

const ROWS = 12;
const CELLS = ROWS * 3;
let folder: string;
let built: Awaited<ReturnType<typeof buildWorker>>;

beforeAll(async () => void (built = await buildWorker("worker.ts")));
afterAll(() => built.remove());
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), "perdure-crash-"))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const expected = {
  sums: Array.from({ length: ROWS }, (_, index) => (index + 1) * 6),
  read: Array.from({ length: ROWS }, (_, index) => (index + 1) * 7),
  keys: ROWS,
};

const worker = (...ids: string[]) =>
  startBuilt(built.file, [join(folder, "store.db"), join(folder, "ledger"), String(ROWS), ...ids]);

/** Two effects more than before have begun, so that the outcome of one is stored: the process is not to blame. */
async function progress(): Promise<void> {
  const begun = () => readLedger(join(folder, "ledger")).size;
  const before = begun();
  while (begun() < before + 2 && begun() < CELLS) await sleep(5);
}

it("goes on after SIGKILL at random moments: nothing lost, nothing repeated after it was completed", async () => {
  let kills = 0;
  for (;;) {
    const process = worker("one");
    const done = message(process, isResults);
    const killed = kills < 8 ? progress().then(() => sleep(Math.random() * 60)) : new Promise<void>(() => {});
    const ended = await Promise.race([done, killed]);
    process.kill("SIGKILL");
    await exited(process);
    if (ended) {
      expect(ended.results).toEqual([expected]);
      break;
    }
    kills += 1;
  }
  const effects = readLedger(join(folder, "ledger"));
  expect(effects.size).toBe(CELLS);
  // One effect at a time is in flight, so each kill can repeat one, under the same key.
  const repeated = [...effects.values()].reduce((sum, { begun }) => sum + begun - 1, 0);
  expect(repeated).toBeLessThanOrEqual(kills);
  expect(kills).toBeGreaterThan(0);
}, 60_000);

it("lets two processes work on one file: both serve, each effect happens once (rules 27, 28)", async () => {
  const first = worker("a", "b", "shared");
  const second = worker("c", "shared", "d");
  const results = await Promise.all([message(first, isResults), message(second, isResults)]);
  await Promise.all([exited(first), exited(second)]);
  expect(results.map((each) => each?.results)).toEqual([Array(3).fill(expected), Array(3).fill(expected)]);
  const effects = readLedger(join(folder, "ledger"));
  expect(effects.size).toBe(CELLS * 5);
  expect([...effects.values()].every(({ begun, ended }) => begun === 1 && ended === 1)).toBe(true);
}, 60_000);

it("hands the executions of a killed process to the one that lives", async () => {
  const doomed = worker("a", "b");
  await message(doomed, isReady);
  const heir = worker("c");
  await message(heir, isReady);
  doomed.kill("SIGKILL");
  await exited(doomed);
  await message(heir, isResults);
  await exited(heir);
  const asker = worker("a", "b", "c");
  const answer = await message(asker, isResults);
  await exited(asker);
  expect(answer?.results).toEqual(Array(3).fill(expected));
  for (const { begun, ended } of readLedger(join(folder, "ledger")).values()) {
    expect(ended).toBeGreaterThan(0);
    expect(begun).toBeLessThanOrEqual(2);
  }
}, 60_000);
