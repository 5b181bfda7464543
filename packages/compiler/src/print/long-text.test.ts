import { expect, test } from "vitest";
import { LongText } from "./long-text.js";

test("pieces in their order, read in between", () => {
  const text = new LongText();
  expect(String(text)).toBe("");
  const pieces = Array.from({ length: 2500 }, (_, index) => `${index},`);
  for (const [index, piece] of pieces.entries()) {
    text.add(piece);
    if (index === 1200) expect(String(text)).toBe(pieces.slice(0, 1201).join(""));
  }
  expect(String(text)).toBe(pieces.join(""));
});
