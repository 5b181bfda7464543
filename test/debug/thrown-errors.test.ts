import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { beforeAll, describe, expect, test } from "vitest";
import { constructs } from "./programs/throws.js";

// The stacks of errors, as the loader shows them: the author's frames are those of the uncompiled program.
const MODES = ["plain", "compiled", "freezeDried", "killed"] as const;
type Mode = (typeof MODES)[number];
const stacks = {} as Record<Mode, Record<string, string>>;

beforeAll(async () => {
  const script = join(import.meta.dirname, "print-stacks.mjs");
  for (const mode of MODES) {
    const { stdout } = await promisify(execFile)(process.execPath, [script, mode]);
    stacks[mode] = JSON.parse(stdout) as Record<string, string>;
  }
}, 120_000);

const FRAME = /^ {4}at (?:async |new )?(?:(.*) \()?.*[\\/]programs[\\/]throws\.ts:(\d+):(\d+)\)?$/m;

/** `total 14` for each frame of the program, the throwing one first. */
const frames = (stack: string): string[] =>
  [...stack.matchAll(new RegExp(FRAME, "gm"))]
    .map(([, name = "", line]) => `${plainName(name)} ${line}`)
    .filter((frame) => !frame.startsWith("[perdure.statics]"));

const column = (stack: string): string | undefined => FRAME.exec(stack)?.[3];

/** `total` of `Cart.total` and `get total`; a constructor, a field and a static block have several names. */
const plainName = (name: string): string =>
  name
    .replace(/^(?:[\w$]+\.)?(?:get )?/, "")
    .replace(/^constructor$/, "Cart")
    .replace(/^<instance_members_initializer>$/, "total")
    .replace(/^<static_initializer>$/, "<anonymous>");

const names = Object.keys(constructs).flatMap((name) => [name, `${name} by itself`]);

describe.each(MODES.slice(1))("an error's stack, %s", (mode) => {
  test.each(names)("%s", (name) => {
    const plain = stacks.plain[name]!;
    const stack = stacks[mode][name]!;
    // The engine has no place in the function around for a static block: it gives the one before. And the plain
    // program's steps run in a round of their own, where Node knows no callers.
    const compared = /^(?:staticBlock|step)/.test(name) ? 1 : undefined;
    expect(frames(stack).slice(0, compared), stack).toEqual(frames(plain).slice(0, compared));
    if (stack.startsWith("Error")) expect(column(stack)).toBe(column(plain));
    expect(frames(stack).length).toBeGreaterThan(1);
  });
});
