import { perdure } from "@perdure/plugin/vite";
import { build as esbuild } from "esbuild";
import { compile } from "@perdure/compiler";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { build } from "vite";
import { bin, copyFixture, node, SLOW } from "./fixture-project.js";

const STANDARD = [[5, 8], ["pay", "twice", "pay"], "standard.ts:21"];
const OLDER = [
  [13, 20],
  [
    "inject pay 1",
    "inject pay 0",
    "inject undefined 0",
    "injectable Account",
    "inject undefined 0",
    "call pay",
    "call times",
    "call pay",
  ],
  "older.ts:37",
];
const METADATA = [
  ["pay", "design:returntype", "Promise"],
  ["pay", "design:paramtypes", ["Object", "Number"]],
  ["pay", "design:type", "Function"],
  ["class", "design:paramtypes", ["Rates"]],
];

/** A project with one of the two files, and what tsconfig.json says beside the rest. */
function project(file: "standard" | "older", options: object = {}): string {
  const folder = copyFixture("fixture-decorators");
  const config = join(folder, "tsconfig.json");
  const written = JSON.parse(readFileSync(config, "utf8")) as { compilerOptions: object };
  Object.assign(written.compilerOptions, options);
  writeFileSync(config, JSON.stringify({ ...written, include: [`src/${file}.ts`] }));
  return folder;
}

const outputOf = ({ output, errors }: ReturnType<typeof node>): unknown => {
  expect(errors.replace(/.*ExperimentalWarning.*|.*trace-warnings.*/g, "").trim()).toBe("");
  return JSON.parse(output) as unknown;
};
const register = ["--import", "@perdure/plugin/register"];
const withoutMetadata = (result: unknown) => {
  const [first, seen, place] = result as [unknown, unknown[], unknown];
  return [first, seen.filter((entry) => typeof entry === "string"), place];
};
const metadataOf = (result: unknown) =>
  (result as [unknown, unknown[]])[1].filter((entry) => Array.isArray(entry));

describe("standard decorators", SLOW, () => {
  test("under the loader", () => {
    expect(outputOf(node(project("standard"), ...register, "src/standard.ts"))).toEqual(STANDARD);
  });

  test("under tspc", () => {
    const folder = project("standard");
    expect(node(folder, bin("ts-patch/bin/tspc.js"))).toMatchObject({ status: 0, output: "" });
    expect(outputOf(node(folder, "--enable-source-maps", "out/standard.js"))).toEqual(STANDARD);
  });

  test("in JavaScript under the loader", () => {
    const folder = project("standard");
    const code = `import { durable } from "perdure";
const raised = (method, { name }) => function (ctx, n) { return method.call(this, ctx, n + name.length); };
export class Account {
  @raised async pay(ctx, n) { "use durable"; await ctx.sleep(1); return n; }
}
const ctx = { sleep: () => Promise.resolve() };
console.log(JSON.stringify([await new Account().pay(ctx, 4), Account.prototype.pay.length, typeof durable]));
`;
    writeFileSync(join(folder, "src/plain.js"), code);
    expect(outputOf(node(folder, ...register, "src/plain.js"))).toEqual([7, 2, "object"]);
  });

  test("lowered by esbuild", async () => {
    expect(outputOf(await bundled("standard", false))).toEqual([...STANDARD.slice(0, 2), null]);
  });
});

describe("TypeScript's older decorators", SLOW, () => {
  const options = { experimentalDecorators: true };

  test("under the loader, which reads tsconfig.json", () => {
    expect(outputOf(node(project("older", options), ...register, "src/older.ts"))).toEqual(OLDER);
  });

  test("under the loader with metadata, where a configuration is extended", () => {
    const folder = project("older");
    const base = { compilerOptions: { ...options, emitDecoratorMetadata: true } };
    writeFileSync(join(folder, "base.json"), JSON.stringify(base));
    const config = join(folder, "tsconfig.json");
    const own = JSON.parse(readFileSync(config, "utf8")) as object;
    writeFileSync(config, JSON.stringify({ extends: "./base.json", ...own }));
    const result = outputOf(node(folder, ...register, "src/older.ts"));
    expect(withoutMetadata(result)).toEqual(OLDER);
    expect(metadataOf(result)).toEqual(METADATA);
  });

  test("under tspc", () => {
    const folder = project("older", { ...options, emitDecoratorMetadata: true });
    expect(node(folder, bin("ts-patch/bin/tspc.js"))).toMatchObject({ status: 0, output: "" });
    const result = outputOf(node(folder, "--enable-source-maps", "out/older.js"));
    expect(withoutMetadata(result)).toEqual(OLDER);
    expect(metadataOf(result)).toEqual(METADATA);
  });

  test("under Vite, minified", async () => {
    const folder = project("older", options);
    await build({
      root: folder,
      configFile: false,
      logLevel: "error",
      plugins: [perdure()],
      build: {
        ssr: join(folder, "src/older.ts"),
        outDir: "bundle",
        minify: true,
        target: "es2022",
        rolldownOptions: { external: [/^perdure/] },
      },
    });
    const [result, seen] = outputOf(node(folder, "bundle/older.js")) as unknown[][];
    expect(result).toEqual(OLDER[0]);
    expect(seen).toHaveLength(OLDER[1]!.length);
  });

  test("lowered by esbuild", async () => {
    expect(outputOf(await bundled("older", true))).toEqual([...OLDER.slice(0, 2), null]);
  });

  test("of parameters are refused in a class inside where tsconfig.json does not ask for them", () => {
    const { status, errors } = node(project("older"), ...register, "src/older.ts");
    expect(status).toBe(1);
    expect(errors).toMatch(/PD1002/);
  });
});

/** The compiled file through esbuild alone. */
async function bundled(file: "standard" | "older", olderDecorators: boolean) {
  const folder = project(file);
  const source = readFileSync(join(folder, `src/${file}.ts`), "utf8");
  const place = { filename: `${file}.ts`, packageName: "decorated", packagePath: `src/${file}.ts` };
  const { code } = compile(source, { ...place, olderDecorators: () => olderDecorators });
  writeFileSync(join(folder, "compiled.ts"), code);
  await esbuild({
    entryPoints: [join(folder, "compiled.ts")],
    outfile: join(folder, "out.mjs"),
    format: "esm",
    target: "es2022",
    tsconfigRaw: { compilerOptions: { experimentalDecorators: olderDecorators } },
  });
  return node(folder, "out.mjs");
}
