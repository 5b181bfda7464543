import { originalPositionFor, TraceMap } from "@jridgewell/trace-mapping";
import { describe, expect, test } from "vitest";
import { stripTypes } from "./strip-types.js";

const strip = (code: string, file = "/app/a.ts") => stripTypes({ code, map: null }, file);

describe("stripTypes", () => {
  test("takes types away and keeps enums, fields and parameter properties alive", () => {
    const { source, format } = strip(
      "import type { A } from './a.js';\nexport enum E { X = 1 }\nexport class C { f: A; constructor(readonly x: number) {} }",
    );
    expect(format).toBe("module");
    expect(source).not.toContain("./a.js");
    expect(source).toContain('E["X"] = 1');
    expect(source).toContain("this.x = x");
    expect(source).toMatch(/^\s+f;$/m);
  });

  test.each([
    ["/app/a.ts", "const a: number = 1;", "commonjs"],
    ["/app/a.ts", "export {};", "module"],
    ["/app/a.mts", "const a: number = 1;", "module"],
    ["/app/a.cts", "import { a } from 'b'; a();", "commonjs"],
  ])("%s with %s is %s", (file, code, format) => {
    expect(strip(code, file).format).toBe(format);
  });

  test("turns the imports of .cts into require", () => {
    expect(strip("import { a } from 'b'; a();", "/app/a.cts").source).toContain("require(");
  });

  test.each([
    ["strict", "import { a } from 'b';\nexport const c = a();", "use strict"],
    ["sloppy", "const { a } = require('b');\na();", "require ="],
  ])("%s CommonJS begins with a require of the loader's, on a line of its own", (_, code, first) => {
    const { source } = strip(code, "/app/a.cts");
    const lines = source.split("\n");
    expect(lines[0]).toContain(first);
    expect(lines[0]).toContain("createRequire(__filename)");
    const line = lines.findIndex((text) => /\ba\)?\(\)/.test(text));
    const encoded = /base64,(.*)\n$/.exec(source)?.[1] ?? "";
    const map = new TraceMap(JSON.parse(Buffer.from(encoded, "base64").toString()));
    const column = lines[line]!.indexOf("a)") + 1 || lines[line]!.indexOf("a()");
    expect(originalPositionFor(map, { line: line + 1, column })).toMatchObject({ line: 2 });
  });

  test("CommonJS that requires nothing is left alone", () => {
    expect(strip("const a: number = 1;\na + 1;", "/app/a.cts").source).toMatch(/^const a = 1;\na \+ 1;/);
  });

  test("ends with a map to the author's file", () => {
    const { source } = strip("interface A {\n  x: 1;\n}\nexport const a = fail();");
    const encoded = /base64,(.*)\n$/.exec(source)?.[1] ?? "";
    const map = JSON.parse(Buffer.from(encoded, "base64").toString());
    const line = source.split("\n").findIndex((text) => text.includes("fail()"));
    const column = source.split("\n")[line]!.indexOf("fail");
    expect(originalPositionFor(new TraceMap(map), { line: line + 1, column })).toMatchObject({
      source: "file:///app/a.ts",
      line: 4,
      column: 17,
    });
  });

  test.each([
    ["export const a = <b />;", "/app/a.tsx", "PD3002", "/app/a.tsx:1"],
    ["\n@d class A {}", "/app/a.ts", "PD3003", "/app/a.ts:2"],
    ["const = 1;", "/app/a.ts", "PD3004", "> 1 | const = 1;"],
  ])("refuses %s", (code, file, expected, text) => {
    expect(() => stripTypes({ code, map: null }, file, () => undefined)).toThrow(
      expect.objectContaining({ code: expected, message: expect.stringContaining(text) }),
    );
  });
});
