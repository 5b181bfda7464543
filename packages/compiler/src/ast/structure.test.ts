import { parse } from "@babel/parser";
import { expect, test } from "vitest";
import { structureOf } from "./structure.js";

const of = (code: string): string =>
  new TextDecoder().decode(structureOf(parse(code, { sourceType: "module" }).program));

test.each([
  ["f('a', 0x10);", 'f( "a",\n16 ) // comment'],
  ["(a) + b", "a+b"],
  ["x => { return /a/g }", "(x) => {\n  return /a/g;\n};"],
])("%s is the same as %s", (one, other) => {
  expect(of(one)).toBe(of(other));
});

test.each([
  ["a + b", "a - b"],
  ["f(a)", "new f(a)"],
  ["f(a)", "f(b)"],
  ["[, a]", "[a]"],
  ["for (; x; ) ;", "for (; ; x) ;"],
  ["() => 1", "async () => 1"],
  ["a.b", "a[b]"],
  ["'ab'", "'a'; 'b'"],
  ["`a`", "`b`"],
  ["a?.b.c", "a?.b?.c"],
])("%s differs from %s", (one, other) => {
  expect(of(one)).not.toBe(of(other));
});
