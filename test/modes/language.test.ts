import { execFile } from "node:child_process";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, it } from "vitest";

// Every fixture of the language in the four modes, in one call of the command. UPDATE=1 writes what it expects.
const root = fileURLToPath(new URL("../../", import.meta.url));
const suite = join(root, "fixtures/language");
const cases = readdirSync(suite).map((name) => ({ name, file: inputOf(name) }));

interface Line {
  readonly file: string;
  readonly mode: string;
  readonly result?: unknown;
  readonly error?: unknown;
  readonly trace: readonly unknown[];
}

let lines: readonly Line[] = [];
let explanations = "";
let exitCode: number | null = null;

beforeAll(async () => {
  const command = join(root, "packages/testing/dist/modes/command.js");
  const files = cases.map(({ file }) => file);
  await new Promise<void>((resolve) => {
    const child = execFile(
      process.execPath,
      [command, ...files],
      { maxBuffer: 2 ** 28 },
      (_, stdout, stderr) => {
        lines = stdout
          .split("\n")
          .filter(Boolean)
          .map((line) => JSON.parse(line) as Line);
        explanations = stderr;
        exitCode = child.exitCode;
        resolve();
      },
    );
  });
}, 120_000);

function inputOf(name: string): string {
  const input = ["input.ts", "input.mjs"].map((file) => join(suite, name, file)).find(existsSync);
  if (!input) throw new Error(`${name} has no input`);
  return input;
}

describe("the language, in four modes", () => {
  it.each(cases)("$name", ({ name, file }) => {
    const [plain, ...others] = lines.filter((line) => line.file === file);
    expect(plain, explanations).toMatchObject({ mode: "plain" });
    expect(others.map(({ mode }) => mode)).toEqual(["compiled", "freezeDried", "killed"]);
    const { mode: _, file: __, ...expected } = plain!;
    for (const { mode: _mode, file: _file, ...actual } of others)
      expect(actual, explanations).toEqual(expected);

    const expectedFile = join(suite, name, "expected.json");
    const { trace, ...end } = expected;
    if (process.env.UPDATE) writeFileSync(expectedFile, `${JSON.stringify(end, null, 2)}\n`);
    expect(end).toEqual(JSON.parse(readFileSync(expectedFile, "utf8")));
    expect(trace.length > 0 || "error" in end).toBe(true);
  });

  it("says by its exit code that all are equal", () => {
    expect(exitCode, explanations).toBe(0);
  });
});
