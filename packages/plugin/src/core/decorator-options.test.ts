import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { decoratorOptions } from "./decorator-options.js";

const STANDARD = {
  experimentalDecorators: false,
  emitDecoratorMetadata: false,
  useDefineForClassFields: true,
};

/** Files of a folder of their own, by their names. */
function folderOf(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), "decorators-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return folder;
}
const older = (rest: object = {}): string =>
  JSON.stringify({ compilerOptions: { experimentalDecorators: true, ...rest } });

test("standard decorators, where nothing asks for others", () => {
  expect(decoratorOptions(join(folderOf({}), "a.ts"))).toEqual(STANDARD);
  expect(decoratorOptions(join(folderOf({ "tsconfig.json": "{}" }), "a.ts"))).toEqual(STANDARD);
  const metadata = JSON.stringify({ compilerOptions: { emitDecoratorMetadata: true } });
  expect(decoratorOptions(join(folderOf({ "tsconfig.json": metadata }), "a.ts"))).toEqual(STANDARD);
});

test("the nearest tsconfig.json and those that it extends, comments and all", () => {
  const folder = folderOf({
    "tsconfig.json": `{ // ours\n "extends": "./base.json", }`,
    "base.json": older({ emitDecoratorMetadata: true, target: "es2022" }),
    "inner/tsconfig.json": "{}",
    "deep/er/a.ts": "",
  });
  const expected = {
    experimentalDecorators: true,
    emitDecoratorMetadata: true,
    useDefineForClassFields: true,
  };
  expect(decoratorOptions(join(folder, "deep/er/a.ts"))).toEqual(expected);
  expect(decoratorOptions(join(folder, "inner/a.ts"))).toEqual(STANDARD);
});

test.each([
  [older({ target: "es2021" }), false],
  [older({ target: "es2022" }), true],
  [older({ target: "es2021", useDefineForClassFields: true }), true],
  [older(), false],
])("fields are defined as TypeScript does it for the target: %s", (text, isDefined) => {
  const folder = folderOf({ "tsconfig.json": text });
  expect(decoratorOptions(join(folder, "a.ts")).useDefineForClassFields).toBe(isDefined);
});

test("a tsconfig.json that cannot be read says nothing", () => {
  expect(decoratorOptions(join(folderOf({ "tsconfig.json": "{ no" }), "a.ts"))).toEqual(STANDARD);
});
