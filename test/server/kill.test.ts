import { expect, it } from "vitest";
import { buildWorker } from "../crash/built-worker.js";
import { chaos } from "./chaos.mjs";

it("coordinator and workers are killed at random: nothing is lost, nothing happens twice inside the store", async () => {
  const built = await buildWorker("../server/worker.ts");
  try {
    const report = await chaos({ worker: built.file, seconds: 6, killEveryMs: 600 });
    const { started, kills } = report;
    expect(kills.coordinator + kills.worker).toBeGreaterThan(3);
    expect(report).toMatchObject({
      ended: started,
      wrong: [],
      unfinished: [],
      executions: report.expectedExecutions,
      events: report.expectedEvents,
      eventsSentTwice: 0,
      effects: report.expectedEffects,
      effectsNeverEnded: 0,
    });
  } finally {
    built.remove();
  }
}, 150_000);
