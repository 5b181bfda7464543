import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { compile } from "@perdure/compiler";
import { expect, test } from "vitest";

// What a person reads who steps through compiled code, for a few fixtures only. UPDATE=1 writes it.
const suite = fileURLToPath(new URL("../../fixtures/language/", import.meta.url));

test.each(["straight-line", "finally-order", "closure-shares-scope", "generators-protocol"])("%s", (name) => {
  const source = readFileSync(join(suite, name, "input.ts"), "utf8");
  const packagePath = `${name}/input.ts`;
  const { code } = compile(source, { filename: packagePath, packageName: "fixtures", packagePath });
  const file = join(import.meta.dirname, "golden", `${name}.txt`);
  if (process.env["UPDATE"]) writeFileSync(file, code);
  expect(existsSync(file), "UPDATE=1 writes it").toBe(true);
  expect(code).toBe(readFileSync(file, "utf8"));
});
