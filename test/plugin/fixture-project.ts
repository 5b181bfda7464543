import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, realpathSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";

const here = import.meta.dirname;
const modules = join(here, "../../node_modules");

/** A copy of a fixture for one test, in a folder of its own, which sees the packages of this repository. */
export function copyFixture(name: "fixture-shop" | "fixture-broken" | "fixture-decorators"): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), `${name}-`)));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  cpSync(join(here, name), folder, { recursive: true });
  symlinkSync(modules, join(folder, "node_modules"));
  return folder;
}

/** For tests that start several processes, in ms for each test. */
export const SLOW = { timeout: 60_000 };

/** What a process printed and how it ended. */
export interface Run {
  readonly status: number | null;
  readonly output: string;
  readonly errors: string;
}

/** Runs `node ...args` in a folder to its end. */
export function node(folder: string, ...args: string[]): Run {
  const env = { ...process.env, NODE_OPTIONS: "", FORCE_COLOR: "0", NO_COLOR: "1" };
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    cwd: folder,
    encoding: "utf8",
    env,
  });
  return { status, output: stdout, errors: stderr };
}

/** Runs a command of an installed package: `bin("ts-patch/bin/tspc.js")`. */
export const bin = (path: string): string => join(modules, path);
