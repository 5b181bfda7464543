import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, describe, expect, test } from "vitest";
import { requests } from "./request.js";

const folder = mkdtempSync(join(tmpdir(), "request-"));
for (const name of ["only.ts", "both.ts", "both.js", "part.tsx", "esm.mts", "cjs.cts"]) {
  writeFileSync(join(folder, name), "");
}
afterAll(() => rmSync(folder, { recursive: true }));
const urlOf = (name: string): string => pathToFileURL(join(folder, name)).href;
const parentURL = urlOf("app.ts");

describe("a path that TypeScript writes as JavaScript", () => {
  test.each([
    ["./only.js", "./only.ts"],
    ["./part.js", "./part.tsx"],
    ["./part.jsx", "./part.tsx"],
    ["./esm.mjs", "./esm.mts"],
    ["./cjs.cjs", "./cjs.cts"],
    ["./only.js?x=1", "./only.ts?x=1"],
  ])("%s is asked for as %s", (specifier, source) => {
    expect(requests(specifier, parentURL, {})).toEqual([{ specifier: source, parentURL }]);
  });

  test.each([
    "./both.js",
    "./only.ts",
    "./absent.js",
    "./only",
    "only.js",
    "#only.js",
    "node:fs",
    "https://x/only.js",
  ])("%s is asked for as it is", (specifier) => {
    expect(requests(specifier, parentURL, {})).toEqual([{ specifier, parentURL }]);
  });

  test("an entry point has no importer", () => {
    const specifier = urlOf("only.js");
    expect(requests(specifier, undefined, {})).toEqual([
      { specifier: urlOf("only.ts"), parentURL: undefined },
    ]);
  });
});

describe("perdureFrom", () => {
  const perdureFrom = "file:///testing/index.js";

  test.each(["perdure", "perdure/machine", "@perdure/testing", "@perdure/plugin/loader"])(
    "%s: itself, then from there",
    (specifier) => {
      expect(requests(specifier, parentURL, { perdureFrom })).toEqual([
        { specifier, parentURL },
        { specifier, parentURL: perdureFrom },
      ]);
    },
  );

  test("a variant shares the one runtime", () => {
    const variant = `${parentURL}?perdure=plain`;
    expect(requests("perdure", variant, { perdureFrom, variants: true })).toEqual([
      { specifier: "perdure", parentURL: perdureFrom },
    ]);
  });

  test.each(["perdurable", "@perdurex/a", "./perdure", "ms"])("%s is another package", (specifier) => {
    expect(requests(specifier, parentURL, { perdureFrom })).toEqual([{ specifier, parentURL }]);
  });
});
