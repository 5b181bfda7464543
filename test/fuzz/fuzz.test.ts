import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, test } from "vitest";

// Short runs of `npm run fuzz`: one that is always the same, and one that is new each time.
const command = fileURLToPath(new URL("../../packages/testing/dist/fuzz/command.js", import.meta.url));
/** Parameters of generators are evaluated too late so far. */
const NOT_YET = "default-parameters,destructured-parameters";
let keep: string;
beforeEach(() => void (keep = mkdtempSync(join(tmpdir(), "perdure-fuzz-test-"))));
afterEach(() => rmSync(keep, { recursive: true, force: true }));

const run = (...args: readonly string[]) =>
  spawnSync(process.execPath, [command, "--keep", keep, "--without", NOT_YET, ...args], { encoding: "utf8" });

test.each([
  ["a fixed seed", 20261122],
  ["a new seed", Date.now() % 2 ** 31],
])("generated programs are equal in all modes, from %s: %i", { timeout: 180_000 }, (_name, seed) => {
  const { status, stdout } = run("--seconds", "10", "--seed", String(seed));
  expect(status, stdout).toBe(0);
  expect(Number(/(\d+) programs \([^)]*\), \d+ durable awaits[^]*\nmean/.exec(stdout)?.[1])).toBeGreaterThan(
    0,
  );
});

test(
  "a program that is too slow for the limit is reported, kept, and found again",
  { timeout: 180_000 },
  () => {
    const limits = ["--seconds", "60", "--timeout", "1"];
    const first = run("--seed", "7", ...limits);
    expect(first.status, first.stdout).toBe(1);
    const files = readdirSync(keep);
    expect(files).toEqual(["seed-7.ts"]);
    const source = readFileSync(join(keep, "seed-7.ts"), "utf8");
    expect(first.stdout).toContain(source);
    expect(source.length).toBeLessThan(3000);

    const path = /--path (\S+)/.exec(first.stdout)![1]!;
    const again = run("--seed", "7", "--path", path, ...limits);
    expect(again.status).toBe(1);
    expect(readFileSync(join(keep, "seed-7.ts"), "utf8")).toBe(source);
  },
);

test("a feature that does not exist is refused by name", () => {
  const { status, stderr } = run("--features", "for,goto");
  expect(status).not.toBe(0);
  expect(stderr).toContain("No such feature: goto");
});
