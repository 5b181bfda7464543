import { expect, test } from "vitest";
import { isScript } from "./script.js";

test.each(["/a/b.ts", "/a/b.mts", "/a/b.cts", "/a/b.tsx", "/a/b.js", "/a/b.jsx", "/a/d.ts"])(
  "%s is a script",
  (path) => {
    expect(isScript(path)).toBe(true);
  },
);

test.each([
  "/a/b.d.ts",
  "/a/b.d.mts",
  "/a/b.vue",
  "/a/b.json",
  "/a/ts",
  "/a/node_modules/b/c.ts",
  "C:\\a\\node_modules\\b.js",
])("%s is not", (path) => {
  expect(isScript(path)).toBe(false);
});
