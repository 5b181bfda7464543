import { execFile } from "node:child_process";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { median } from "./median.js";

const run = promisify(execFile);
const RUN_ONE = join(import.meta.dirname, "run-one.ts");

/** Which program of a file is run, and how often. */
export interface Task {
  /** A module that exports `programs`: functions by name that take the scale. */
  readonly file: string;
  readonly name: string;
  readonly scale: number;
  /** Runs in one process, of which the median counts. */
  readonly runs: number;
}

/**
 * Median ms of one run, uncompiled and compiled: each in `processes` fresh processes, in turn, because in which
 * moment the engine optimises a loop is a matter of luck. Throws where the two do not compute the same.
 */
export async function comparePlain(
  task: Task,
  processes: number,
): Promise<{ plain: number; compiled: number }> {
  const plain: number[] = [];
  const compiled: number[] = [];
  for (let index = 0; index < processes; index++) {
    const one = await runOne(task, "plain");
    const other = await runOne(task, "compiled");
    if (one.result !== other.result) {
      throw new Error(`${task.name} gives ${one.result}, compiled ${other.result}`);
    }
    plain.push(one.ms);
    compiled.push(other.ms);
  }
  return { plain: median(plain), compiled: median(compiled) };
}

async function runOne({ file, name, scale, runs }: Task, variant: "plain" | "compiled") {
  const program = [pathToFileURL(file).href, variant, name, String(scale), String(runs)];
  const { stdout } = await run(
    process.execPath,
    ["--import", "@perdure/plugin/register", RUN_ONE, ...program],
    {
      cwd: import.meta.dirname,
    },
  );
  return JSON.parse(stdout) as { ms: number; result: string };
}
