import { execFile } from "node:child_process";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { compile } from "@perdure/compiler";
import { beforeAll, expect, it } from "vitest";

export const root = fileURLToPath(new URL("../../", import.meta.url));

interface Line {
  readonly file: string;
  readonly mode: string;
  readonly result?: unknown;
  readonly error?: unknown;
  readonly trace: readonly unknown[];
}

/**
 * Every fixture of a folder in the four modes, in a few calls of the command. expected.json holds its end and what
 * `more` gives for its folder; UPDATE=1 writes it.
 */
export function runSuite(
  folder: string,
  more: (folder: string) => object = () => ({}),
  options: readonly string[] = [],
): void {
  const suite = join(root, "fixtures", folder);
  const cases = readdirSync(suite)
    .map((name) => ({ name, file: inputOf(suite, name) }))
    .filter(({ file }) => neededNode(file) <= Number.parseInt(process.versions.node));
  const lines: Line[] = [];
  const explanations: string[] = [];
  const exitCodes: (number | null)[] = [];

  /** Runs the command over the files and keeps what it says of each mode. */
  const runModes = (files: readonly string[]): Promise<void> => {
    const command = join(root, "packages/testing/dist/modes/command.js");
    return new Promise((resolve) => {
      const arguments_ = [command, ...options, ...files];
      const child = execFile(process.execPath, arguments_, { maxBuffer: 2 ** 28 }, (_, stdout, stderr) => {
        const texts = stdout.split("\n").filter(Boolean);
        lines.push(...texts.map((line) => JSON.parse(line) as Line));
        explanations.push(stderr);
        exitCodes.push(child.exitCode);
        resolve();
      });
    });
  };

  beforeAll(async () => {
    const parts = [...Array(Math.min(4, availableParallelism())).keys()];
    const filesOf = (part: number) => cases.filter((_, index) => index % parts.length === part);
    await Promise.all(parts.map((part) => runModes(filesOf(part).map(({ file }) => file))));
  }, 600_000);

  it.each(cases)("$name", ({ name, file }) => {
    const explanation = explanations.join("\n");
    const [plain, ...others] = lines.filter((line) => line.file === file);
    expect(plain, explanation).toMatchObject({ mode: "plain" });
    expect(others.map(({ mode }) => mode)).toEqual(["compiled", "freezeDried", "killed"]);
    const { mode: _, file: __, ...expected } = plain!;
    for (const { mode: _mode, file: _file, ...actual } of others)
      expect(actual, explanation).toEqual(expected);

    const { trace, ...end } = expected;
    const caseFolder = join(suite, name);
    const actual = { ...end, ...more(caseFolder) };
    expect(actual).toEqual(expectedOf(caseFolder, actual));
    expect(trace.length > 0 || "error" in end).toBe(true);
  });

  it("says by its exit code that all are equal", () => {
    expect(new Set(exitCodes), explanations.join("\n")).toEqual(new Set([0]));
  });
}

export function inputOf(folder: string, name: string): string {
  const input = readdirSync(join(folder, name)).find((file) => file.startsWith("input."));
  if (!input) throw new Error(`${name} has no input`);
  return join(folder, name, input);
}

/** A fixture of built-ins that older versions lack says so in its second line: "// Node: 22". */
function neededNode(file: string): number {
  return Number(/^\/\/ Node: (\d+)$/m.exec(readFileSync(file, "utf8"))?.[1] ?? 0);
}

export const compileFixture = (folder: string, file: string) =>
  compile(readFileSync(join(folder, file), "utf8"), {
    filename: file,
    packageName: "fixtures",
    packagePath: file,
    olderDecorators: () => existsSync(join(folder, "tsconfig.json")),
  });

/** What expected.json says; with UPDATE=1 it says so from now on. */
export function expectedOf(folder: string, actual: unknown): unknown {
  const file = join(folder, "expected.json");
  if (process.env.UPDATE) writeFileSync(file, `${JSON.stringify(actual, null, 2)}\n`);
  expect(existsSync(file), "UPDATE=1 writes expected.json").toBe(true);
  return JSON.parse(readFileSync(file, "utf8"));
}
