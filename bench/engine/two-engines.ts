// Two processes with an engine each on one file, both under load.
import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { withFolder } from "./on-disk.js";
import { quantile } from "./quantile.js";
import { openRawDisk } from "./raw-disk.js";
import { reportTargets } from "./target.js";

const FOR_MS = 10_000;
/** How often the parent commits one row to a file of its own, to see what the disk does meanwhile. */
const RAW_EVERY_MS = 25;

interface Measured {
  readonly waits: readonly number[];
  readonly latencies: readonly number[];
  readonly steps: number;
}

const run = promisify(execFile);
const program = join(import.meta.dirname, "busy-engine.ts");

const rawCommits: number[] = [];
const [waiting, sending] = await withFolder(async (folder) => {
  const raw = openRawDisk(folder);
  const timer = setInterval(() => rawCommits.push(raw.commits(1)), RAW_EVERY_MS);
  const busy = async (role: string): Promise<Measured> => {
    const args = [
      "--import",
      "@perdure/plugin/register",
      program,
      join(folder, "engine.db"),
      role,
      `${FOR_MS}`,
    ];
    const { stdout } = await run(process.execPath, args, { cwd: import.meta.dirname, maxBuffer: 2 ** 28 });
    return JSON.parse(stdout) as Measured;
  };
  const both = await Promise.all([busy("waits"), busy("sends")]);
  clearInterval(timer);
  raw.close();
  return both;
});

const shown = (numbers: readonly number[]): string =>
  [0.5, 0.99, 1].map((share) => quantile(numbers, share).toFixed(1)).join(" / ");
const waits = [...waiting.waits, ...sending.waits];
const rate = (waiting.steps + sending.steps) / (FOR_MS / 1000);
console.log(`\na raw commit of the same disk meanwhile: ${shown(rawCommits)} ms`);
reportTargets(`two engines on one file, together ${rate.toFixed(0)} steps a second; p50 / p99 / longest`, [
  {
    name: "commit wait",
    measured: `${shown(waits)} ms of ${waits.length}`,
    value: quantile(waits, 0.99),
    atMost: 50,
  },
  {
    name: "event to the other process",
    measured: `${shown(waiting.latencies)} ms of ${waiting.latencies.length}`,
    value: quantile(waiting.latencies, 0.99),
    atMost: 50,
  },
]);
