import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";

const root = join(import.meta.dirname, "../..");

/** Runs one test file under the reporter: the last line printed, and how the run ended. */
function run(source: string) {
  const folder = mkdtempSync(join(tmpdir(), "perdure-counts-"));
  symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));
  writeFileSync(join(folder, "a.test.ts"), `import { test } from "vitest";\n${source}`);
  const vitest = join(root, "node_modules/vitest/vitest.mjs");
  const reporters = ["--reporter=default", `--reporter=${join(root, "scripts/test-counts.mjs")}`];
  const { status, stdout } = spawnSync(process.execPath, [vitest, "run", ...reporters], {
    cwd: folder,
    encoding: "utf8",
  });
  rmSync(folder, { recursive: true });
  return { status, lastLine: stdout.trimEnd().split("\n").at(-1) };
}

test.each([
  ["passes", `test("a", () => {}); test("b", () => {});`, 0, "2 passed, 0 failed"],
  ["fails", `test("a", () => {}); test("b", () => { throw new Error("b"); });`, 1, "1 passed, 1 failed"],
  ["cannot be loaded", `throw new Error("file");`, 1, "0 passed, 1 failed"],
  ["rejects unheard", `test("a", () => void Promise.reject(new Error("a")));`, 1, "1 passed, 1 failed"],
])("a file that %s", (_name, source, status, lastLine) => {
  expect(run(source)).toEqual({ status, lastLine });
});
