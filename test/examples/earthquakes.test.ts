import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";

const root = fileURLToPath(new URL("../../", import.meta.url));

it("the demo ends well: killed at least 20 times, nothing lost, nothing repeated after completion", () => {
  const run = (...args: readonly string[]) => execFileSync("npm", args, { cwd: root, encoding: "utf8" });
  run("run", "--silent", "build", "-w", "earthquakes");
  const output = run("run", "--silent", "start", "-w", "earthquakes");
  const last = output.trim().split("\n").at(-1)!;
  expect(last).toMatch(/^demo: ok, \d+ kills, \d+ effects, 0 lost, 0 repeated after completion$/);
  expect(Number(/(\d+) kills/.exec(last)![1])).toBeGreaterThanOrEqual(20);
  expect(output).toMatch(/kill 20 .*\n +src\/flow\/.*\n(.*\n)* +went on at src\/flow/);
}, 120_000);
