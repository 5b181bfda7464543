import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

const root = fileURLToPath(new URL("../../", import.meta.url));

/** What each pattern gives, in every mode. */
const PATTERNS: Readonly<Record<string, unknown>> = {
  saga: { success: false, error: "unicorns cannot be shipped", failures: [] },
  approval: "nobody decided within a day",
  "fan-out": { sheets: 7, largest: 641, total: 3717 },
  "rate-limited": {
    here: "sun over here",
    "busy town": "sun over busy town",
    nowhere: "unknown: no such place",
  },
  polling: { lowest: 96, lowestDay: 44 },
  "batch-errors": {
    booked: [
      { id: "a", booked: 3 },
      { id: "c", booked: 8 },
    ],
    failures: [{ id: "b", error: "b is negative" }],
    successRate: 2 / 3,
  },
};

describe("the patterns, in four modes", () => {
  const files = Object.keys(PATTERNS).map((name) => `examples/patterns/src/${name}.ts`);
  const command = join(root, "packages/testing/dist/modes/command.js");
  const run = () =>
    execFileSync(process.execPath, [command, ...files], { cwd: root, encoding: "utf8", maxBuffer: 2 ** 28 })
      .split("\n")
      .filter(Boolean)
      .map((line) => JSON.parse(line) as { file: string; mode: string; result: unknown; trace: unknown[] });

  it("give the same results and the same operations", () => {
    const lines = run();
    expect(lines).toHaveLength(4 * files.length);
    for (const { file, mode, result, trace } of lines) {
      const name = /([\w-]+)\.ts$/.exec(file)![1]!;
      expect({ file, mode, result }).toEqual({ file, mode, result: PATTERNS[name] });
      const plain = lines.find((line) => line.file === file && line.mode === "plain")!;
      expect(trace).toEqual(plain.trace);
    }
  }, 120_000);
});

it("compensates in reverse, and runs all of them by one command", () => {
  const output = execFileSync("npm", ["start", "--silent", "-w", "patterns"], {
    cwd: root,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "pipe"],
  });
  expect(output).toContain("saga { success: false");
  expect(output).toContain("approval shipped o1");
  expect(output).toContain("undone: refund t-4711, release lamp+unicorn");
}, 60_000);
