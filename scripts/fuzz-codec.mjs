// `npm run fuzz:codec -- [--snapshots N] [--executions N] [--graphs N] [--seed S] [--processes P]`: the codec's random
// tests with other counts than CI's. Snapshots and executions are texts that were changed; graphs are stored and read.
import { spawn } from "node:child_process";
import { join } from "node:path";
import { parseArgs } from "node:util";

const number = (text) => ({ type: "string", default: String(text) });
const { values } = parseArgs({
  options: {
    snapshots: number(1_000_000),
    executions: number(100_000),
    graphs: number(100_000),
    seed: number(1),
    processes: number(2),
  },
});
const [processes, seed] = [Number(values.processes), Number(values.seed)];
const root = join(import.meta.dirname, "..");
const vitest = join(root, "node_modules/vitest/vitest.mjs");
const source = "packages/runtime/src";

const run = (file, environment) =>
  new Promise((resolve) => {
    const flags = ["run", file, "--root", root, "--disable-console-intercept"];
    const child = spawn(process.execPath, [vitest, ...flags], {
      cwd: root,
      env: { ...process.env, ...environment },
      stdio: ["ignore", "inherit", "inherit"],
    });
    child.once("exit", (code) => resolve(code === 0));
  });

const started = performance.now();
/** Each process takes its share, from a seed of its own. */
const shares = Array.from({ length: processes }, async (_, index) => {
  const SEED = String(seed + index);
  const share = (count) => String(Math.ceil(Number(count) / processes));
  const jobs = [
    [values.snapshots, `${source}/snapshot/mutated.test.ts`, "MUTATIONS"],
    [values.executions, `${source}/execution/damaged-snapshots.test.ts`, "MUTATIONS"],
    [values.graphs, `${source}/snapshot/random-graph.test.ts`, "GRAPHS"],
  ];
  for (const [count, file, name] of jobs)
    if (Number(count) > 0 && !(await run(file, { SEED, [name]: share(count) }))) return false;
  return true;
});
const passed = (await Promise.all(shares)).every(Boolean);
console.log(
  `${passed ? "nothing found" : "FOUND something"}, ${Math.round((performance.now() - started) / 1000)} s`,
);
process.exitCode = passed ? 0 : 1;
