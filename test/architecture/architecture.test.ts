import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";

const CHECK = join(import.meta.dirname, "../../scripts/check-architecture.mjs");

function check(...root: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [CHECK, ...root], { encoding: "utf8" });
  return { status, output: stdout + stderr };
}

/** Checks a repository of these files, by path. */
function checkFiles(files: readonly (readonly [path: string, text: string])[]) {
  const root = mkdtempSync(join(tmpdir(), "perdure-architecture-"));
  for (const [path, text] of files) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  const result = check(root);
  rmSync(root, { recursive: true });
  return result;
}

const manifest = (...dependencies: string[]) =>
  JSON.stringify({ dependencies: Object.fromEntries(dependencies.map((name) => [name, "1"])) });

test("this repository keeps its rules", () => {
  expect(check()).toMatchObject({ status: 0, output: expect.stringContaining(" 0 violations") });
});

test("an empty folder is not a repository that keeps them", () => {
  expect(checkFiles([["README.md", ""]]).status).toBe(1);
});

test("a package imports what it may know", () => {
  const cases = [
    ["compiler", "a", `import { durable } from "perdure";`, "compiler may import none"],
    ["compiler", "b", `import type { Machine } from "perdure/machine";`, "compiler may import none"],
    ["compiler", "c", `import { readFileSync } from "node:fs";`, "compiler is pure"],
    ["runtime", "a", `import { compile } from "@perdure/compiler";`, "runtime may import none"],
    ["runtime", "b", `const { parse } = await import("@babel/parser");`, "runtime must run without it"],
    ["runtime", "c", `export * from "typescript";`, "runtime must run without it"],
    ["runtime", "d", `import chalk from "chalk";`, 'does not list "chalk"'],
    ["plugin", "a", `import { durable } from "perdure";`, "plugin may import @perdure/compiler"],
    ["testing", "a", `import { compile } from "@perdure/compiler";`, "testing may import perdure and"],
    ["plugin", "b", `import { x } from "../../compiler/src/index.js";`, "stays inside its package"],
    ["novel", "a", `import { durable } from "perdure";`, "has no entry"],
  ] as const;
  const { status, output } = checkFiles(
    cases.map(([name, file, line]) => [`packages/${name}/src/${file}.ts`, `// first\n${line}\n`]),
  );
  expect(status).toBe(1);
  for (const [name, file, , rule] of cases) {
    const problem = output
      .split(/\n(?! )/)
      .find((text) => text.startsWith(`packages/${name}/src/${file}.ts:2 `));
    expect(problem).toContain(rule);
  }
});

test("a declared dependency and an allowed package are fine", () => {
  const result = checkFiles([
    ["packages/runtime/package.json", manifest("ms")],
    ["packages/runtime/src/a.ts", `import ms from "ms";\nimport { join } from "node:path";\n`],
    ["packages/testing/package.json", manifest("perdure")],
    ["packages/testing/src/a.ts", `import { encode } from "perdure/engine";\n`],
  ]);
  expect(result).toMatchObject({ status: 0 });
});

test("perdure has at most five production dependencies", () => {
  const { status, output } = checkFiles([
    ["packages/runtime/package.json", manifest("a", "b", "c", "d", "e", "f")],
    ["packages/runtime/src/a.ts", ""],
  ]);
  expect(status).toBe(1);
  expect(output).toContain("at most 5 production dependencies");
});

const importing = ([path, specifier]: readonly [string, string]) =>
  [`packages/runtime/src/${path}`, `import "${specifier}";\n`] as const;

test("inside perdure, folders import what the table allows", () => {
  const cases = [
    ["engine/turn.ts", "../store/sqlite/commit.js"],
    ["execution/advance.ts", "../engine/engine.js"],
    ["execution/place.ts", "../store/sqlite/load.js"],
    ["machine/abi.ts", "../engine/engine.js"],
    ["snapshot/kinds/map.ts", "../../execution/frame.js"],
    ["store/sqlite/commit.ts", "../../engine/core.js"],
    ["store/store.ts", "../api/durable.js"],
    ["operations/operation.ts", "../engine/core.js"],
    ["services/service.ts", "../engine/core.js"],
    ["novel/a.ts", "../errors/perdure-error.js"],
  ] as const;
  const { status, output } = checkFiles(cases.map(importing));
  expect(status).toBe(1);
  for (const [path, specifier] of cases) {
    expect(output).toContain(`packages/runtime/src/${path}:1 imports "${specifier}"\n`);
  }
});

test("inside perdure, what the table allows passes", () => {
  const cases = [
    ["engine/turn.ts", "../store/store.js"],
    ["engine/engine.ts", "../store/sqlite/open-sqlite-store.js"],
    ["engine/index.ts", "../store/sqlite/memory-liveness.js"],
    ["store/sqlite/commit.ts", "../store.js"],
    ["snapshot/kinds/closure.ts", "../../machine/closure.js"],
    ["store/sqlite/commit.test.ts", "../../engine/core.js"],
  ] as const;
  expect(checkFiles(cases.map(importing))).toMatchObject({ status: 0 });
});

test("files are short and have names that say something", () => {
  const refused = [
    "packages/runtime/src/utils/a.ts",
    "test/helpers.ts",
    "scripts/common.mjs",
    "examples/misc/a.ts",
  ];
  const { status, output } = checkFiles([
    ...refused.map((path) => [path, ""] as const),
    ["test/long.ts", "1;\n".repeat(501)],
    ["test/noted.ts", "1;\n".repeat(500)],
  ]);
  expect(status).toBe(1);
  for (const path of refused) expect(output).toContain(`${path} has "`);
  expect(output).toContain("test/long.ts has 501 lines\n    No file has more than 500.");
  expect(output).toContain("note: test/noted.ts has 500 lines");
  expect(checkFiles([["test/noted.ts", "1;\n".repeat(500)]]).status).toBe(0);
});
