import { join } from "node:path";
import { perdure } from "@perdure/plugin/vite";
import { build as bundle } from "esbuild";
import { expect, test } from "vitest";
import { build } from "vite";
import { bin, copyFixture, node, SLOW } from "./fixture-project.js";
import { readReport } from "./shop-report.js";

test("ids and hashes are the same from every host, and after bundling and minifying", SLOW, async () => {
  const folder = copyFixture("fixture-shop");
  // A bundle leaves out what of the runtime nobody uses.
  const report = (...args: string[]) =>
    readReport(node(folder, "--enable-source-maps", ...args)).ids.filter((id) => !/^perdure[:#]/.test(id));

  const loaded = report("--import", "@perdure/plugin/register", "src/main.ts");

  expect(node(folder, bin("ts-patch/bin/tspc.js")).status).toBe(0);
  expect(report("out/main.js")).toEqual(loaded);

  await bundle({
    entryPoints: [join(folder, "out/main.js")],
    outfile: join(folder, "bundle/main.js"),
    bundle: true,
    minify: true,
    sourcemap: true,
    platform: "node",
    format: "esm",
    packages: "external",
  });
  expect(report("bundle/main.js")).toEqual(loaded);

  const vite = { ssr: "src/main.ts", outDir: "vite", sourcemap: true, minify: true };
  await build({ root: folder, configFile: false, logLevel: "silent", plugins: [perdure()], build: vite });
  expect(report("vite/main.js")).toEqual(loaded);
});
