import { compile } from "@perdure/compiler";
import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, expect, test } from "vitest";

const folder = mkdtempSync(join(tmpdir(), "perdure-published-"));
afterAll(() => rmSync(folder, { recursive: true }));
const root = fileURLToPath(new URL("../../", import.meta.url));

const PROGRAM = `
import { createEngine, durable } from "perdure";
import { createEngine as sameCreateEngine } from "perdure/engine";

const fails = async (ctx) => {
  "use durable";
  await ctx.sleep(1);
  throw new Error("thrown");
};
const flow = durable.flow({ name: "published" }, async (ctx, names) => {
  const greetings = await Promise.all(names.map((name) => ctx.run("greet", () => "hello " + name)));
  try {
    await fails(ctx);
  } catch (error) {
    return { greetings, stack: error.stack, shared: createEngine === sameCreateEngine };
  }
});
export const run = async () => {
  const engine = await createEngine({ store: ":memory:" });
  console.log(JSON.stringify(await (await engine.start(flow, [["a", "b"]])).result()));
  await engine.stop();
};
await run();
`;

test("what npm gets works: one copy of everything, and the author's frames in a stack", () => {
  execFileSync(process.execPath, [join(root, "scripts/bundle-runtime.mjs")]);
  mkdirSync(join(folder, "node_modules"));
  symlinkSync(join(root, "packages/runtime/publish"), join(folder, "node_modules/perdure"));
  writeFileSync(join(folder, "package.json"), JSON.stringify({ name: "app", type: "module" }));
  const options = { filename: "program.js", packageName: "app", packagePath: "program.js" };
  writeFileSync(join(folder, "program.js"), compile(PROGRAM, options).code);
  const { stdout, stderr } = spawnSync(process.execPath, ["program.js"], { cwd: folder, encoding: "utf8" });
  expect(stderr).toBe("");
  const { greetings, stack, shared } = JSON.parse(stdout) as Record<string, unknown>;
  expect({ greetings, shared }).toEqual({ greetings: ["hello a", "hello b"], shared: true });
  const frames = String(stack).split("\n").slice(1);
  expect(frames[0]).toContain("program.js");
  expect(frames.filter((frame) => /chunk-/.test(frame))).toEqual([]);
});
