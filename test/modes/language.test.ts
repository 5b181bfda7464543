import { execFile } from "node:child_process";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { compile } from "@perdure/compiler";
import { beforeAll, describe, expect, it } from "vitest";

// Every fixture of the language in the four modes, in a few calls of the command. UPDATE=1 writes what it expects.
const root = fileURLToPath(new URL("../../", import.meta.url));
const suite = join(root, "fixtures/language");
const refused = join(root, "fixtures/refused");
const cases = readdirSync(suite)
  .map((name) => ({ name, file: inputOf(suite, name) }))
  .filter(({ file }) => neededNode(file) <= Number.parseInt(process.versions.node));

interface Line {
  readonly file: string;
  readonly mode: string;
  readonly result?: unknown;
  readonly error?: unknown;
  readonly trace: readonly unknown[];
}

const lines: Line[] = [];
const explanations: string[] = [];
const exitCodes: (number | null)[] = [];

beforeAll(async () => {
  const parts = [...Array(Math.min(4, availableParallelism())).keys()];
  const filesOf = (part: number) => cases.filter((_, index) => index % parts.length === part);
  await Promise.all(parts.map((part) => runModes(filesOf(part).map(({ file }) => file))));
}, 600_000);

/** Runs the command over the files and keeps what it says of each mode. */
function runModes(files: readonly string[]): Promise<void> {
  const command = join(root, "packages/testing/dist/modes/command.js");
  return new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      [command, ...files],
      { maxBuffer: 2 ** 28 },
      (_, stdout, stderr) => {
        const texts = stdout.split("\n").filter(Boolean);
        lines.push(...texts.map((line) => JSON.parse(line) as Line));
        explanations.push(stderr);
        exitCodes.push(child.exitCode);
        resolve();
      },
    );
  });
}

function inputOf(folder: string, name: string): string {
  const input = readdirSync(join(folder, name)).find((file) => file.startsWith("input."));
  if (!input) throw new Error(`${name} has no input`);
  return join(folder, name, input);
}

/** A fixture of built-ins that older versions lack says so in its second line: "// Node: 22". */
function neededNode(file: string): number {
  return Number(/^\/\/ Node: (\d+)$/m.exec(readFileSync(file, "utf8"))?.[1] ?? 0);
}

const compileFixture = (folder: string, file: string) =>
  compile(readFileSync(join(folder, file), "utf8"), {
    filename: file,
    packageName: "fixtures",
    packagePath: file,
  });

/** Of each machine in the fixture's files, what every checkpoint keeps. */
function liveNames(folder: string): Record<string, Record<string, readonly string[]>> {
  const files = readdirSync(folder).filter((file) => /\.[cm]?[jt]sx?$/.test(file));
  const machines = files.flatMap((file) => compileFixture(folder, file).manifest.machines);
  const entries = machines
    .filter(({ checkpoints }) => checkpoints.length > 0)
    .map(({ id, checkpoints }) => {
      const keys = checkpoints.map(({ key }) => key);
      const live = checkpoints.map((checkpoint, index) => {
        const times = keys.slice(0, index).filter((key) => key === checkpoint.key).length;
        return [checkpoint.key + (times ? ` (${times + 1})` : ""), [...checkpoint.live].sort()] as const;
      });
      return [id.replace(/^fixtures\/?/, ""), Object.fromEntries(live)] as const;
    });
  return Object.fromEntries(entries);
}

/** What expected.json says; with UPDATE=1 it says so from now on. */
function expectedOf(folder: string, actual: unknown): unknown {
  const file = join(folder, "expected.json");
  if (process.env.UPDATE) writeFileSync(file, `${JSON.stringify(actual, null, 2)}\n`);
  expect(existsSync(file), "UPDATE=1 writes expected.json").toBe(true);
  return JSON.parse(readFileSync(file, "utf8"));
}

describe("the language, in four modes", () => {
  it.each(cases)("$name", ({ name, file }) => {
    const explanation = explanations.join("\n");
    const [plain, ...others] = lines.filter((line) => line.file === file);
    expect(plain, explanation).toMatchObject({ mode: "plain" });
    expect(others.map(({ mode }) => mode)).toEqual(["compiled", "freezeDried", "killed"]);
    const { mode: _, file: __, ...expected } = plain!;
    for (const { mode: _mode, file: _file, ...actual } of others)
      expect(actual, explanation).toEqual(expected);

    const { trace, ...end } = expected;
    const folder = join(suite, name);
    const actual = { ...end, live: liveNames(folder) };
    expect(actual).toEqual(expectedOf(folder, actual));
    expect(trace.length > 0 || "error" in end).toBe(true);
  });

  it("says by its exit code that all are equal", () => {
    expect(new Set(exitCodes), explanations.join("\n")).toEqual(new Set([0]));
  });
});

describe("what is refused", () => {
  it.each(readdirSync(refused))("%s", (name) => {
    const folder = join(refused, name);
    const { code, diagnostics } = compileFixture(folder, inputOf(refused, name).slice(folder.length + 1));
    const errors = diagnostics.filter(({ severity }) => severity === "error");
    const actual = errors.map(({ code, line, column, message }) => ({ code, line, column, message }));
    expect(actual).not.toEqual([]);
    expect(actual).toEqual(expectedOf(folder, actual));
    expect(code, "a refused file is left as it is").toBe(readFileSync(inputOf(refused, name), "utf8"));
  });
});
