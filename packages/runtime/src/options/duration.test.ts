import { describe, expect, it } from "vitest";
import { durationMs } from "./duration.js";

describe("durationMs", () => {
  it.each([
    [0, 0],
    [250, 250],
    ["500ms", 500],
    ["2s", 2000],
    ["1 day", 86_400_000],
    ["1.5h", 5_400_000],
    [0.4, 1],
    ["1000 years", 31_557_600_000_000],
  ] as const)("reads %j", (duration, expected) => {
    expect(durationMs(duration, "a test")).toBe(expected);
  });

  it.each([
    -1,
    Number.NaN,
    Infinity,
    9e15,
    "",
    "soon",
    "2 lightyears",
    "-5s",
    "1s".repeat(100),
    null,
    {},
    5n,
    [],
  ])("refuses %o and names where it was given", (duration) => {
    const read = () => durationMs(duration as never, "ctx.sleep");
    expect(read).toThrow(expect.objectContaining({ code: "PD2055" }));
    expect(read).toThrow(/ctx\.sleep/);
  });
});
