import { compile, formatDiagnostic } from "@perdure/compiler";
import { execFileSync, spawnSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";

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

/** As npm puts it there: the package, and what its manifest asks for. */
beforeAll(() => {
  execFileSync(process.execPath, [join(root, "scripts/bundle-runtime.mjs")]);
  const modules = join(folder, "node_modules");
  mkdirSync(join(modules, "@types"), { recursive: true });
  cpSync(join(root, "packages/runtime/publish"), join(modules, "perdure"), { recursive: true });
  const manifest = JSON.parse(readFileSync(join(modules, "perdure/package.json"), "utf8")) as Manifest;
  const { dependencies, optionalDependencies } = manifest;
  for (const name of [...Object.keys({ ...dependencies, ...optionalDependencies }), "@types/node"])
    symlinkSync(join(root, "node_modules", name), join(modules, name));
  writeFileSync(join(folder, "package.json"), JSON.stringify({ name: "app", type: "module" }));
});

interface Manifest {
  readonly dependencies: Record<string, string>;
  readonly optionalDependencies: Record<string, string>;
}

/** Some versions of Node warn of their own SQLite. */
const QUIET = "--disable-warning=ExperimentalWarning";

test("what npm gets works: one copy of everything, and the author's frames in a stack", () => {
  const options = { filename: "program.js", packageName: "app", packagePath: "program.js" };
  writeFileSync(join(folder, "program.js"), compile(PROGRAM, options).code);
  const { stdout, stderr } = spawnSync(process.execPath, [QUIET, "program.js"], {
    cwd: folder,
    encoding: "utf8",
  });
  expect(stderr).toBe("");
  const { greetings, stack, shared } = JSON.parse(stdout) as Record<string, unknown>;
  expect({ greetings, shared }).toEqual({ greetings: ["hello a", "hello b"], shared: true });
  const frames = String(stack).split("\n").slice(1);
  expect(frames[0]).toContain("program.js");
  expect(frames.filter((frame) => /chunk-/.test(frame))).toEqual([]);
});

test("the page that a diagnostic names is part of it", () => {
  const bad = 'import { durable } from "perdure";\nexport default durable.flow(async (ctx) => eval("1"));';
  const { diagnostics } = compile(bad, { filename: "bad.js", packageName: "app", packagePath: "bad.js" });
  const [, page] = /^More: (\S+)$/m.exec(formatDiagnostic(diagnostics[0]!))!;
  expect(existsSync(join(folder, page!))).toBe(true);
});

test("stacks name the package and its sources", () => {
  const program = 'import { createEngine } from "perdure";\nawait createEngine({ store: 5 });\n';
  writeFileSync(join(folder, "wrong.js"), program);
  const flags = ["--enable-source-maps", "wrong.js"];
  const { stderr } = spawnSync(process.execPath, flags, { cwd: folder, encoding: "utf8" });
  expect(stderr).toMatch(/node_modules\/perdure\/src\/engine\/[\w-]+\.ts:\d+/);
});

test("its types need nothing else, and know durations", { timeout: 120_000 }, () => {
  const compilerOptions = { strict: true, noEmit: true, skipLibCheck: false, types: ["node"] };
  const options = { ...compilerOptions, target: "es2022", module: "nodenext" };
  writeFileSync(
    join(folder, "tsconfig.json"),
    JSON.stringify({ compilerOptions: options, files: ["types.ts"] }),
  );
  writeFileSync(join(folder, "types.ts"), TYPED);
  const typescript = join(root, "node_modules/typescript/bin/tsc");
  const { stdout } = spawnSync(process.execPath, [typescript, "-p", folder], { encoding: "utf8" });
  expect(stdout).toBe("");
});

const TYPED = `
import { durable } from "perdure";
import { createEngine } from "perdure/engine";

export const flow = durable.flow(async (ctx, days: number) => {
  await ctx.sleep("1 day");
  // @ts-expect-error no duration
  await ctx.sleep("tomorrow");
  return days;
});
const engine = await createEngine({ store: ":memory:" });
export const days: number = await (await engine.start(flow, [1])).result();
`;
