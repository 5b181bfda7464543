// node test/soak/coordinator.mjs [seconds]: three workers and a coordinator, killed at random for two minutes.
import "@perdure/plugin/register";
import { chaos } from "../server/chaos.mjs";

const { buildWorker } = await import("../crash/built-worker.ts");
const built = await buildWorker("../server/worker.ts");
const report = await chaos({ worker: built.file, seconds: Number(process.argv[2] ?? 120) });
built.remove();
console.log(report);
const { wrong, unfinished } = report;
const isGood =
  wrong.length + unfinished.length + report.effectsNeverEnded + report.eventsSentTwice === 0 &&
  report.ended === report.started &&
  report.executions === report.expectedExecutions &&
  report.events === report.expectedEvents &&
  report.effects === report.expectedEffects;
console.log(isGood ? "nothing lost, nothing twice inside the store" : "WRONG");
process.exit(isGood ? 0 : 1);
