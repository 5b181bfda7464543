import { perdure } from "@perdure/plugin/vite";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { build } from "vite";
import { bin, copyFixture, node, SLOW } from "./fixture-project.js";

const REPORT = '[[5,"paid"],3]\n';

describe("durable objects with decorators", SLOW, () => {
  test("under tspc", () => {
    const folder = copyFixture("fixture-shop");
    expect(node(folder, bin("ts-patch/bin/tspc.js"))).toMatchObject({ status: 0, output: "" });
    expect(node(folder, "out/buy.js")).toMatchObject({ status: 0, output: REPORT });
  });

  test("under the loader", () => {
    const folder = copyFixture("fixture-shop");
    expect(node(folder, "--import", "@perdure/plugin/register", "src/buy.ts")).toMatchObject({
      output: REPORT,
    });
  });

  test("under Vite, minified", async () => {
    const folder = copyFixture("fixture-shop");
    await build({
      root: folder,
      configFile: false,
      logLevel: "error",
      plugins: [perdure()],
      build: {
        ssr: join(folder, "src/buy.ts"),
        outDir: "bundle",
        minify: true,
        rolldownOptions: { external: [/^perdure/] },
      },
    });
    expect(node(folder, "bundle/buy.js")).toMatchObject({ status: 0, output: REPORT });
  });

  test("without the compiler they are refused, with what to do", () => {
    const folder = copyFixture("fixture-shop");
    node(folder, bin("typescript/bin/tsc"));
    const { status, errors } = node(folder, "out/buy.js");
    expect(status).toBe(1);
    expect(errors).toMatch(/Add the perdure plugin[^]*PD2001/);
  });
});
