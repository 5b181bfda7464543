import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";

const root = join(import.meta.dirname, "../..");
const scripts = join(root, "scripts");

function compileCodeBase(...args: string[]) {
  const script = join(scripts, "compile-code-base.mjs");
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, ...args], {
    cwd: root,
    encoding: "utf8",
  });
  const numbers = Object.fromEntries(
    [...stdout.matchAll(/^(\w+): (\d+)/gm)].map(([, name, number]) => [name, Number(number)]),
  );
  return { status, numbers, output: stdout + stderr };
}

test("our own sources compile as durable code, sync functions too", { timeout: 120_000 }, () => {
  const { status, numbers, output } = compileCodeBase(
    "--all",
    "packages/compiler/src",
    "packages/runtime/src",
  );
  expect(output).toContain("failures: 0");
  expect(status).toBe(0);
  expect(numbers["machines"]).toBeGreaterThan(400);
  expect(numbers["closures"]).toBeGreaterThan(150);
  expect(numbers["refused"]! / numbers["marked"]!).toBeLessThan(0.1);
});

test("what is refused is counted by its code, and hides nothing else", () => {
  const folder = mkdtempSync(join(tmpdir(), "perdure-code-base-"));
  writeFileSync(
    join(folder, "a.ts"),
    `export async function refused() { eval("1"); }
export const kept = async <T,>(x: T) => ({ x, y: await x });
export class K { static async m([a]: number[]) { for await (const b of [a]) await b; } #p = async () => this; }
export function sync() { return () => 1; }
`,
  );
  writeFileSync(join(folder, "b.d.ts"), "export declare function f(): void;");
  const some = compileCodeBase("--show", "PD1002", folder);
  const all = compileCodeBase("--all", folder);
  rmSync(folder, { recursive: true });
  expect(some.output).toMatch(/a\.ts:1: Direct `eval`/);
  expect([some.status, some.numbers]).toEqual([
    0,
    expect.objectContaining({ files: 1, marked: 4, refused: 1, machines: 3, checkpoints: 4, PD1002: 1 }),
  ]);
  expect(all.numbers).toMatchObject({ files: 1, marked: 5, machines: 4, closures: 1 });
});

test("without files, or without a path, it fails", () => {
  const folder = mkdtempSync(join(tmpdir(), "perdure-code-base-"));
  expect(compileCodeBase(folder)).toMatchObject({ status: 1, numbers: { files: 0 } });
  rmSync(folder, { recursive: true });
  const { status, output } = compileCodeBase();
  expect([status, output]).toEqual([2, expect.stringMatching(/^Usage: /)]);
});

test("output that is not valid is found", async () => {
  const { checkOutput } = (await import(join(scripts, "code-base/check-output.mjs"))) as {
    checkOutput(source: string, filename: string, output: { code: string; map: object }): string | null;
  };
  const map = { version: 3, names: [], sources: ["a.ts"], mappings: "AAAA" };
  expect(checkOutput("a;", "a.ts", { code: "a;", map })).toBeNull();
  expect(checkOutput("a;", "a.ts", { code: "#x in a;", map })).toMatch(/^The file cannot be parsed: .*#x/);
  expect(checkOutput("a;", "a.ts", { code: "a; (b) => b; c;", map })).toBe("Nothing declares c");
  const outside = { ...map, mappings: "AAAA,gBAAA" };
  expect(checkOutput("a;", "a.ts", { code: "a;", map: outside })).toBe("The map leaves the output: 1:16");
  const nowhere = { ...map, mappings: "AAEA" };
  expect(checkOutput("a;", "a.ts", { code: "a;", map: nowhere })).toBe("The map leaves the source: 3:0");
});
