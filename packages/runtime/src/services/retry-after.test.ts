import { describe, expect, it } from "vitest";
import { retryAfterMs } from "./retry-after.js";

const NOW_MS = Date.parse("2030-01-01T00:00:00Z");

describe("retryAfterMs", () => {
  it.each([
    ["0", 0],
    [" 120 ", 120_000],
    ["Tue, 01 Jan 2030 00:01:00 GMT", 60_000],
    ["Mon, 31 Dec 2029 23:59:00 GMT", 0],
    [null, undefined],
    ["", undefined],
    ["-5", undefined],
    ["1.5", undefined],
    ["soon", undefined],
    ["Tue, 99 Foo 2030", undefined],
    ["9".repeat(400), undefined],
  ])("%o", (header, expected) => {
    expect(retryAfterMs(header, NOW_MS)).toBe(expected);
  });
});
