import { parse } from "@babel/parser";
import { decodedMappings, TraceMap } from "@jridgewell/trace-mapping";
import { describe, expect, test } from "vitest";
import { structureOf } from "../ast/structure.js";
import { Mappings } from "./mappings.js";
import { print, printNode } from "./print.js";
import { Printer } from "./printer.js";

const read = (code: string) => parse(code, { sourceType: "module", plugins: ["jsx", "decorators"] }).program;
const printed = (code: string): string =>
  read(code)
    .body.map((node) => print(node))
    .join("\n");

describe("what is printed means what was read", () => {
  test.each([
    "(a, b); (a = b).c; (a ? b : c)(d); (() => {})(); (function () {})(); ({}).x; [{}][0];",
    "(await x) ** 2; (-x) ** 2; 2 ** -x; (a ** b) ** c; a ** b ** c; - -x; + +x; - --x; +-x; typeof (() => {}); !(a && b);",
    "a - (b - c); (a - b) - c; a * (b + c); (a && b) || c; a && (b || c); (a ?? b) || c; a ?? (b && c); (a || b) ?? c;",
    "a?.b.c; (a?.b).c; a?.[b]?.(c); (a?.b)(); a?.b(); a.b`x`;",
    "new (f())(); new (a.b().c)(); new a.b(); new (a?.b)(); new (class {})(); new (import('x'))();",
    "1..toString(); (1.5).x; 0x10; 1n; /a\\/b/gi; 'it\\'s'; \"\\u2028\"; `a${b}c${`d${e}`}\n  f`;",
    "[, a, , b, ,] = c; [a = 1, ...b] = c; ({ a, b: c = 1, ['d']: e, ...f } = g); ({ a = 1 } = b);",
    "({ a, 'b-c': 1, 2: d, get x() { return 1; }, set x(v) {}, async *m() {}, async n() {}, *o() {}, [p]: q, ...r });",
    "for (var i = ('a' in b), j; i < 1; i++, j--) {} for (;;) {} for (const a of (b, c)) {} for (a.b in c) {} for ((async) of d) {}",
    "if (a) { if (b) c(); } else d(); do x(); while (y); while (a) b: for (;;) { continue b; } switch (a) { case 1: case 2: b(); default: }",
    "try { a(); } catch { b(); } try { a(); } catch ({ message }) { b(); } finally { c(); }",
    "async function* f(a, { b } = {}, ...c) { yield; yield* a; yield (b, c); for await (const x of a) await (b || c); }",
    "function s() { 'use strict'; } const f = async (a) => ({ a }), g = () => ({}).x, h = (a = 1, [b]) => { return; }; x = () => (a, b); y = (() => a) ? b : c;",
    "class A extends (b, c) { static #a = 1; #m() { return #a in this; } static { this.x(); } get [k]() {} static async *n() {} z; constructor() { super(); super.y = new.target; } }",
    "@dec class B { @dec a = 1; } x = <A b={c} {...d}>text {e}</A>; y = import.meta.url;",
    "a: { debugger; } throw a;",
  ])("%s", (code) => {
    const again = printed(code);
    expect(read(again).body.map(structureOf)).toEqual(read(code).body.map(structureOf));
  });
});

test("an else stays with its own if", () => {
  expect(printed("if (a) for (;;) if (b) c();\nelse d();")).toBe(
    "if (a) for (;;) if (b) {\n  c();\n} else d();",
  );
});

test("a long list goes on in further lines", () => {
  const names = Array.from({ length: 20 }, (_, index) => `variable${index}`).join(", ");
  const lines = printed(`f(${names});`).split("\n");
  expect(lines.length).toBeGreaterThan(1);
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThan(120);
});

test("an object keeps to one line, or to one line a property, as it was written", () => {
  expect(printed("x = { a: 1, b: 2 };")).toBe("x = { a: 1, b: 2 };");
  expect(printed("x = { a: 1,\nb: 2 };")).toBe("x = {\n  a: 1,\n  b: 2\n};");
});

test("what is printed is mapped to where it was", () => {
  const mappings = new Mappings();
  const printer = new Printer(mappings);
  printNode(read("\n  f( g.h );").body[0]!, printer);
  expect(printer.code).toBe("f(g.h);");
  const map = new TraceMap({ version: 3, names: [], sources: ["a"], mappings: String(mappings) });
  expect(decodedMappings(map)).toEqual([
    [
      [0, 0, 1, 2],
      [2, 0, 1, 5],
      [4, 0, 1, 7],
    ],
  ]);
});
