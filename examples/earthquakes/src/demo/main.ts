import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { killUntilDone } from "./kill-until-done.js";
import { end, exit, firstMessage, start } from "./child.js";
import { LATENCY_MS, LEAST_KILLS } from "./settings.js";
import { verify } from "./verify.js";

const folder = mkdtempSync(join(tmpdir(), "perdure-demo-"));
const path = (name: string) => join(folder, name);
const service = (ledger: string, latencyMs: number) =>
  start("../service/main.js", [path(ledger), String(latencyMs)]);

const plainService = service("plain-ledger.db", 0);
const killedService = service("ledger.db", LATENCY_MS);
let failed: string | undefined;
try {
  console.log("1. The plain run: the same source, not compiled, no crash.");
  const plainUrl = `http://127.0.0.1:${(await firstMessage<{ port: number }>(plainService)).port}`;
  const plain = start("../../plain/demo/plain-run.js", [plainUrl, path("plain.json")]);
  const { calls } = await firstMessage<{ calls: readonly number[] }>(plain);
  await exit(plain);

  console.log(`2. The durable run: its process is killed with SIGKILL, at least ${LEAST_KILLS} times.`);
  const url = `http://127.0.0.1:${(await firstMessage<{ port: number }>(killedService)).port}`;
  const workerArgs = [path("perdure.db"), url, path("report.json")];
  const kills = await killUntilDone(path("perdure.db"), path("ledger.db"), () =>
    start("worker.js", workerArgs),
  );

  console.log("3. The comparison.");
  const found = verify(path("ledger.db"), calls, kills);
  const equal = readFileSync(path("report.json"), "utf8") === readFileSync(path("plain.json"), "utf8");
  const { listed, strong } = JSON.parse(readFileSync(path("report.json"), "utf8")) as {
    listed: number;
    strong: unknown[];
  };
  console.log(
    `   report: ${listed} quakes listed, ${strong.length} strong; equal to the plain run's: ${equal}`,
  );
  console.log(
    `   repeated under the same key, in flight at a kill or asked to retry: ${found.repeatedInFlight}`,
  );
  const { effects, lost, repeatedAfterCompletion } = found;
  const tally = `${kills.length} kills, ${effects} effects, ${lost} lost, ${repeatedAfterCompletion} repeated after completion`;
  if (equal && lost === 0 && repeatedAfterCompletion === 0 && kills.length >= LEAST_KILLS)
    console.log(`demo: ok, ${tally}`);
  else failed = `demo: failed, ${tally}`;
} catch (error) {
  failed = `demo: failed, ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`;
} finally {
  await Promise.all([end(plainService), end(killedService)]);
  rmSync(folder, { recursive: true, force: true });
}
if (failed) {
  console.error(failed);
  process.exitCode = 1;
}
