import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { exited, isReady, isResults, message, startWorker } from "./worker-process.js";

it("an edited function under a waiting execution is parked with the reason; the old code goes on (rule 4)", async () => {
  const folder = mkdtempSync(join(tmpdir(), "perdure-edited-"));
  const run = (version: string) => startWorker(`edited/${version}/flow.ts`, [join(folder, "store.db")]);
  try {
    const first = run("before");
    await message(first, isReady);
    first.kill("SIGKILL");
    await exited(first);

    const edited = run("after");
    const refused = (await message(edited, isResults))?.results[0];
    await exited(edited);
    expect(refused).toMatchObject({ reason: "needs_migration" });
    expect((refused as { message: string }).message).toMatch(/flow\.ts:5.*it now needs price/);

    const again = run("before");
    expect((await message(again, isResults))?.results).toEqual([{ result: "order of tea" }]);
    await exited(again);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}, 30_000);
