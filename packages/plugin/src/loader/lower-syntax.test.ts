import { runInThisContext } from "node:vm";
import { originalPositionFor, TraceMap } from "@jridgewell/trace-mapping";
import { describe, expect, it } from "vitest";
import { stripTypes } from "./strip-types.js";

const strip = (code: string, file = "/app/a.tsx"): string => stripTypes({ code, map: null }, file).source;
const h = (type: unknown, props: unknown, ...children: unknown[]): unknown => [type, props, ...children];
/** Runs a script that puts something into `result`. */
const run = (code: string): unknown =>
  (runInThisContext(`(h) => { ${code}\nreturn result; }`) as (factory: typeof h) => unknown)(h);

describe("JSX", () => {
  it("becomes calls of the factory that the file names", () => {
    const view = `<a.B c="&amp;d" e={1} f g:h=<i/> {...{ j: 2 }}>  text {3} {/* none */}\n  <k-l/>{...[4, 5]}</a.B>`;
    const code = strip(`/** @jsx h */\nconst a = { B: "B" };\nconst result = ${view};`);
    expect(run(code)).toEqual([
      "B",
      { c: "&d", e: 1, f: true, "g:h": ["i", null], j: 2 },
      "  text ",
      3,
      " ",
      ["k-l", null],
      4,
      5,
    ]);
    expect(strip("/* @jsx React.h @jsxFrag React.F */ export const x = <><b/></>;")).toContain(
      `React.h(React.F, null, React.h("b", null))`,
    );
  });

  it.each(["const x = <a/>;", "const x = <></>;", "/** @jsx h */ const x = <></>;"])(
    "is refused where the file does not say what it becomes: %s",
    (code) => {
      expect(() => strip(`\n${code}`)).toThrow(/PD3002: \/app\/a\.tsx:2 holds JSX/);
    },
  );
});

describe("decorators", () => {
  it("are written for Node by TypeScript, with the author's lines", () => {
    const code =
      "interface A {}\nfunction d(_: unknown, c: { name: string }) { c; }\n\n@d class X { @d m(): never { return fail(); } }\nexport { X };";
    const source = strip(code, "/app/a.ts");
    expect(source).toContain("__esDecorate");
    expect(source).not.toMatch(/@d\b/);
    const encoded = /base64,(.*)\n$/.exec(source)?.[1] ?? "";
    const map = new TraceMap(Buffer.from(encoded, "base64").toString());
    const line = source.split("\n").findIndex((text) => text.includes("fail()"));
    const column = source.split("\n")[line]!.indexOf("fail");
    expect(originalPositionFor(map, { line: line + 1, column })).toMatchObject({ line: 4 });
  });
});

describe("decorators that TypeScript is not there for", () => {
  it.each(["@d class X {}", "class X { m(@d a: number) {} }", "class X { constructor(@d a: number) {} }"])(
    "are refused with their line: %s",
    (code) => {
      const source = { code: `const d = 1;\n${code}`, map: null };
      expect(() => stripTypes(source, "/app/a.ts", () => undefined)).toThrow(/PD3003: \/app\/a\.ts:2 holds/);
    },
  );

  it("leave errors of the syntax to be told", () => {
    expect(() => strip("class X { m(@d a: number { } }", "/app/a.ts")).toThrow(/PD3004/);
  });
});

describe("accessor fields", () => {
  it("are written for Node", () => {
    const code = strip(
      "class A { accessor x = 1; }\nconst a = new A(); a.x++;\nconst result = a.x;",
      "/app/a.ts",
    );
    expect(run(code)).toBe(2);
  });
});
