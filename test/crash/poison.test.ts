import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, it } from "vitest";
import { buildWorker } from "./built-worker.js";
import { readLedger } from "./ledger.js";
import { exited, isResults, message, startBuilt } from "./worker-process.js";

/** After so long an effect that waits is cleared of suspicion. */
const CLEARED_MS = 2200;
let worker: Awaited<ReturnType<typeof buildWorker>>;
let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "perdure-poison-"));
  worker = await buildWorker("poison-worker.ts");
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
  worker.remove();
});

const life = (name: string, ms: number, functions: readonly string[]) => {
  const files = [join(folder, `${name}.db`), join(folder, `${name}.ledger`)];
  const process = startBuilt(worker.file, [...files, String(ms), ...functions]);
  return { process, answer: message(process, isResults) };
};

describe.concurrent("rule 26: code that kills its process", () => {
  it("is parked as poisoned after three deaths; what ran at the same time goes on", async ({ expect }) => {
    let deaths = 0;
    for (; deaths < 10; deaths++) {
      const { process, answer } = life("poison", 400, ["innocent", "killer"]);
      const ended = await answer;
      process.kill("SIGKILL");
      await exited(process);
      if (!ended) continue;
      expect(ended.results).toEqual(["innocent", "poisoned", "killer poisoned"]);
      break;
    }
    expect(deaths).toBe(3);
    const effects = readLedger(join(folder, "poison.ledger"));
    expect(effects.get("killer/1")).toMatchObject({ begun: 1 });
    expect(effects.get("killer/2")).toMatchObject({ begun: 3 });
  }, 60_000);

  it("SIGKILL from outside, again and again while an effect waits, is not counted against it", async ({
    expect,
  }) => {
    const begun = () => readLedger(join(folder, "deploy.ledger")).get("innocent/1")?.begun ?? 0;
    for (const [index, ms] of [0, 0, CLEARED_MS, CLEARED_MS, 0].entries()) {
      const { process, answer } = life("deploy", 60_000, ["innocent"]);
      await expect.poll(begun, { timeout: 10_000 }).toBe(index + 1);
      const ended = await Promise.race([answer, sleep(ms).then(() => "still waiting")]);
      process.kill("SIGKILL");
      await exited(process);
      expect(ended).toBe("still waiting");
    }
  }, 60_000);
});
