import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, test } from "vitest";

// Breakpoints through the inspector, set by the author's lines; also where the frames come out of a snapshot.
const here = import.meta.dirname;

/** What a comment of the program says about the breakpoint on its line. */
interface Wanted {
  readonly line: number;
  readonly name: string;
  readonly variables: Record<string, unknown>;
  /** Where a step leads; undefined where it leaves the function. */
  readonly next: number | undefined;
}

interface Pause {
  readonly wanted: number;
  readonly line: number;
  readonly name: string;
  readonly next: number | null;
  readonly variables: Record<string, unknown>;
}

const PAUSE = /\/\/ pause ([\w ]+): (.*?)(?: ([+-]\d+|leaves))?$/;

const wanted = readFileSync(join(here, "programs/pauses.ts"), "utf8")
  .split("\n")
  .flatMap((text, index): Wanted[] => {
    const [, name, variables, step] = PAUSE.exec(text) ?? [];
    if (!name || !variables) return [];
    const line = index + 1;
    const next = step === "leaves" ? undefined : line + Number(step ?? 1);
    return [{ line, name, variables: readVariables(variables), next }];
  });

/** `a=1 b="two words" c=Array(2)` */
function readVariables(text: string): Record<string, unknown> {
  const pairs = [...text.matchAll(/(\w+)=("[^"]*"|\S+)/g)];
  return Object.fromEntries(
    pairs.map(([, name, value]) => [name, /^[A-Z]/.test(value!) ? value : JSON.parse(value!)]),
  );
}

async function pausesIn(mode: string): Promise<readonly Pause[]> {
  const args = [join(here, "pause-in.mjs"), mode, ...wanted.map(({ line }) => String(line))];
  const { stdout } = await promisify(execFile)(process.execPath, args, { timeout: 60_000 });
  return JSON.parse(stdout) as Pause[];
}

describe.each(["compiled", "freezeDried"])("breakpoints, %s", async (mode) => {
  const pauses = await pausesIn(mode);

  test.each(wanted)("line $line, in $name", ({ line, name, variables, next }) => {
    const pause = pauses.find((one) => one.wanted === line);
    expect(pause).toMatchObject({ line, name, variables });
    if (next !== undefined) expect(pause!.next).toBe(next);
  });
});
