// Runs the program in the mode given under a debugger, and prints what that saw at each breakpoint.
import { once } from "node:events";
import { Worker } from "node:worker_threads";
import { registerLoader } from "@perdure/plugin/loader";
import { runMode } from "@perdure/testing";

const [mode, ...lines] = process.argv.slice(2);
registerLoader({ variants: true, perdureFrom: import.meta.url });
const url = new URL("./programs/pauses.ts?perdure=compiled", import.meta.url);
const { default: program } = await import(url.href);

const worker = new Worker(new URL("./debugger.mjs", import.meta.url), {
  workerData: { url: url.href, lines: lines.map(Number) },
});
await once(worker, "message");
const { outcome } = await runMode(mode, program, []);
worker.postMessage("ended");
const [pauses] = await once(worker, "message");
if ("error" in outcome) throw outcome.error;
process.stdout.write(JSON.stringify(pauses), () => process.exit());
