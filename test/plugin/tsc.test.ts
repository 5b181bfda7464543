import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { bin, copyFixture, node, SLOW } from "./fixture-project.js";
import { readReport } from "./shop-report.js";

const TSPC = bin("ts-patch/bin/tspc.js");

/** Merges options into a JSON file of a project. */
function edit(
  folder: string,
  name: string,
  change: (json: Record<string, Record<string, unknown>>) => object,
): void {
  const path = join(folder, name);
  const json = JSON.parse(readFileSync(path, "utf8")) as Record<string, Record<string, unknown>>;
  writeFileSync(path, JSON.stringify({ ...json, ...change(json) }));
}
const compilerOptions = (folder: string, options: object): void =>
  edit(folder, "tsconfig.json", (json) => ({ compilerOptions: { ...json["compilerOptions"], ...options } }));

describe("tspc", SLOW, () => {
  test("writes ES modules, the author's declarations and maps to the author's lines", () => {
    const folder = copyFixture("fixture-shop");
    expect(node(folder, TSPC)).toMatchObject({ status: 0, output: "" });
    readReport(node(folder, "--enable-source-maps", "out/main.js"));
    expect(readFileSync(join(folder, "out/flow.js"), "utf8")).toContain("perdure/machine");
    const declarations = readFileSync(join(folder, "out/helper.d.ts"), "utf8");
    expect(declarations).toContain("total(_ctx: DurableContext, prices: readonly Price[]): Promise<string>;");
    expect(declarations).not.toContain("perdure/machine");
    expect(existsSync(join(folder, "out/helper.d.ts.map"))).toBe(true);
  });

  test("writes CommonJS, with an inline map that holds the author's text", () => {
    const folder = copyFixture("fixture-shop");
    edit(folder, "package.json", () => ({ type: "commonjs" }));
    compilerOptions(folder, { sourceMap: false, inlineSourceMap: true, inlineSources: true });
    expect(node(folder, TSPC)).toMatchObject({ status: 0, output: "" });
    const code = readFileSync(join(folder, "out/helper.js"), "utf8");
    expect(code).toContain('require("perdure/machine")');
    const encoded = /base64,(.*)$/m.exec(code)?.[1] ?? "";
    const map = JSON.parse(Buffer.from(encoded, "base64").toString()) as { sourcesContent: string[] };
    expect(map.sourcesContent).toEqual([readFileSync(join(folder, "src/helper.ts"), "utf8")]);
    readReport(node(folder, "--enable-source-maps", "out/main.js"));
  });

  test("reports the compiler's errors beside TypeScript's own and fails", () => {
    const { status, output } = node(copyFixture("fixture-broken"), TSPC);
    expect(status).toBe(2);
    expect(output).toMatch(/^src\/flow\.ts\(5,\d+\): error TS101\d\d\d: PD1\d\d\d: /m);
    expect(output).toMatch(/^src\/main\.ts\(3,\d+\): error TS2322: /m);
  });

  test("writes nothing under noEmitOnError", () => {
    const folder = copyFixture("fixture-broken");
    compilerOptions(folder, { noEmitOnError: true });
    expect(node(folder, TSPC).status).toBe(1);
    expect(existsSync(join(folder, "out"))).toBe(false);
  });

  test("refuses a configuration under which it would compile nothing", () => {
    const folder = copyFixture("fixture-shop");
    compilerOptions(folder, { plugins: [{ transform: "@perdure/plugin/tsc" }] });
    const { status, errors, output } = node(folder, TSPC);
    expect(status).not.toBe(0);
    expect(errors + output).toContain("PD3010");
  });
});

describe("tspc -b", SLOW, () => {
  test("builds, finds everything up to date, and builds again after an edit", () => {
    const folder = copyFixture("fixture-shop");
    compilerOptions(folder, { composite: true });
    expect(node(folder, TSPC, "-b", "-v").output).toContain("Building project");
    const { ids } = readReport(node(folder, "--enable-source-maps", "out/main.js"));
    expect(node(folder, TSPC, "-b", "-v").output).toContain("is up to date");

    const flow = join(folder, "src/flow.ts");
    writeFileSync(flow, readFileSync(flow, "utf8").replace("prices.length", "prices.length + 1"));
    expect(node(folder, TSPC, "-b")).toMatchObject({ status: 0, output: "" });
    const edited = readReport(node(folder, "--enable-source-maps", "out/main.js"));
    expect(edited.ids).not.toEqual(ids);
    expect(edited.ids).toEqual(expect.arrayContaining(ids.filter((id) => id.includes("helper.ts"))));
  });

  test("goes on failing until the error is mended", () => {
    const folder = copyFixture("fixture-broken");
    compilerOptions(folder, { composite: true });
    for (const _run of [1, 2]) {
      const { status, output } = node(folder, TSPC, "-b");
      expect(status).not.toBe(0);
      expect(output).toMatch(/flow\.ts\(5,\d+\): error TS101\d\d\d: PD1\d\d\d/);
    }
    for (const name of ["flow.ts", "main.ts"]) writeFileSync(join(folder, "src", name), "export {};\n");
    expect(node(folder, TSPC, "-b")).toMatchObject({ status: 0, output: "" });
  });
});
