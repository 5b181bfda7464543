import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { packageScope } from "./package-scope.js";

/** A folder with the given files, written as JSON. */
function folder(files: Record<string, unknown>): string {
  const root = realpathSync(mkdtempSync(join(tmpdir(), "scope-")));
  onTestFinished(() => rmSync(root, { recursive: true }));
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(join(root, name, ".."), { recursive: true });
    writeFileSync(join(root, name), JSON.stringify(content));
  }
  return root;
}

describe("packageScope", () => {
  test("takes the name and the path from the nearest package.json", () => {
    const root = folder({
      "package.json": { name: "outer" },
      "inner/package.json": { name: "@shop/inner" },
      "inner/src/deep/a.ts": {},
      "b.ts": {},
    });
    expect(packageScope(join(root, "inner/src/deep/a.ts"))).toEqual({
      realFile: join(root, "inner/src/deep/a.ts"),
      packageName: "@shop/inner",
      packagePath: "src/deep/a.ts",
    });
    expect(packageScope(join(root, "b.ts"))).toMatchObject({ packageName: "outer", packagePath: "b.ts" });
  });

  test("calls a package without a name unnamed", () => {
    const root = folder({ "package.json": { type: "module" }, "a.ts": {} });
    expect(packageScope(join(root, "a.ts"))).toMatchObject({ packageName: "unnamed", packagePath: "a.ts" });
  });

  test("calls a file outside of any package by its own name", () => {
    expect(packageScope("/nowhere/at/all/a.ts")).toEqual({
      realFile: "/nowhere/at/all/a.ts",
      packageName: "unnamed",
      packagePath: "a.ts",
    });
  });

  test("follows symbolic links, so that both paths of a file give one id", () => {
    const root = folder({ "real/package.json": { name: "shop" }, "real/src/a.ts": {} });
    symlinkSync(join(root, "real"), join(root, "link"));
    expect(packageScope(join(root, "link/src/a.ts"))).toEqual(packageScope(join(root, "real/src/a.ts")));
    expect(packageScope(join(root, "link/src/a.ts"))).toMatchObject({ packageName: "shop" });
  });
});
