import { expect, test } from "vitest";
import { Bytes } from "./bytes.js";

const written = (...texts: string[]): string => {
  const bytes = new Bytes(1);
  for (const text of texts) bytes.write(text);
  return new TextDecoder().decode(bytes.slice(0, bytes.length));
};

test("grows with what is written", () => {
  const texts = Array.from({ length: 100 }, (_, index) => `piece ${index};`);
  expect(written(...texts)).toBe(texts.join(""));
});

test.each(["é", "aé", "日本語", "a😀b", "ascii"])("%s is UTF-8", (text) => {
  expect(written("(", text, ")")).toBe(`(${text})`);
});

test("half of a character is what UTF-8 has for it", () => {
  expect(written("a\ud800", "b")).toBe("a\ufffdb");
});

test("a part", () => {
  const bytes = new Bytes(16);
  bytes.write("one");
  const start = bytes.length;
  bytes.write("two");
  expect(new TextDecoder().decode(bytes.slice(start, bytes.length))).toBe("two");
});
