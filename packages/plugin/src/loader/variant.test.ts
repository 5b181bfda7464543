import { describe, expect, test } from "vitest";
import { inheritVariant, variantOf } from "./variant.js";

describe("variantOf", () => {
  test("reads the query", () => {
    expect(variantOf("file:///a.ts?perdure=plain")).toBe("plain");
    expect(variantOf("file:///a.ts?run=1&perdure=compiled")).toBe("compiled");
    expect(variantOf("file:///a.ts?run=1")).toBeUndefined();
    expect(variantOf("node:fs")).toBeUndefined();
  });

  test("refuses a variant that does not exist", () => {
    expect(() => variantOf("file:///a.ts?perdure=frozen")).toThrow(/PD3001.*"frozen"/);
    expect(() => variantOf("file:///a.ts?perdure")).toThrow(/PD3001/);
  });
});

describe("inheritVariant", () => {
  const parent = "file:///app/a.ts?perdure=compiled&run=3";

  test.each(["./b.js", "../b.js", "#b", "file:///app/b.ts", "/app/b.ts"])(
    "%s gets the whole query",
    (specifier) => {
      expect(inheritVariant("file:///app/b.ts", specifier, parent)).toBe(
        "file:///app/b.ts?perdure=compiled&run=3",
      );
    },
  );

  test("keeps an import's own query", () => {
    expect(inheritVariant("file:///app/b.ts?x=1", "./b.js?x=1", parent)).toBe(
      "file:///app/b.ts?x=1&perdure=compiled&run=3",
    );
    expect(inheritVariant("file:///app/b.ts?perdure=plain", "./b.ts?perdure=plain", parent)).toBe(
      "file:///app/b.ts?perdure=plain",
    );
  });

  test("leaves packages and built-ins shared", () => {
    expect(inheritVariant("file:///app/b.ts", "b", parent)).toBe("file:///app/b.ts");
    expect(inheritVariant("node:fs", "node:fs", parent)).toBe("node:fs");
    expect(inheritVariant("file:///app/node_modules/b/c.js", "./node_modules/b/c.js", parent)).toBe(
      "file:///app/node_modules/b/c.js",
    );
  });
});
