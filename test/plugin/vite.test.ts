import { join } from "node:path";
import { perdure } from "@perdure/plugin/vite";
import { describe, expect, test, vi } from "vitest";
import { build, type InlineConfig } from "vite";
import { copyFixture, node, SLOW } from "./fixture-project.js";
import { readReport } from "./shop-report.js";

const config = (root: string): InlineConfig => ({
  root,
  configFile: false,
  logLevel: "silent",
  plugins: [perdure()],
  build: { ssr: "src/main.ts", outDir: "out", sourcemap: true, minify: true },
});

describe("vite", SLOW, () => {
  test("bundles and minifies with the author's lines in stacks", async () => {
    const folder = copyFixture("fixture-shop");
    await build(config(folder));
    readReport(node(folder, "--enable-source-maps", "out/main.js"));
  });

  test("fails with the place and the frame of an error", async () => {
    const folder = copyFixture("fixture-broken");
    await expect(build(config(folder))).rejects.toMatchObject({
      message: expect.stringMatching(/PD1\d\d\d: /),
    });
  });

  test("compiles a module that is imported with a query", async () => {
    const folder = copyFixture("fixture-shop");
    const transform = perdure().transform as {
      handler: (this: object, code: string, id: string) => { code: string } | null;
    };
    const source =
      "import { durable } from 'perdure'; export const a = durable.flow({ name: 'a' }, async () => 1);";
    const call = (id: string) => transform.handler.call({ warn: vi.fn() }, source, join(folder, id))?.code;
    expect(call("src/a.ts?t=1")).toContain("shop#a");
    expect(call("src/a.ts?raw")).toBeUndefined();
    expect(call("node_modules/x/a.ts")).toBeUndefined();
    expect(call("src/a.css")).toBeUndefined();
  });
});
