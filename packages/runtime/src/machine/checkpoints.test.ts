import { expect, test } from "vitest";
import { checkpoints } from "./checkpoints.js";

test("rows are read as checkpoints, by number", () => {
  const read = checkpoints({
    1: ["ctx.run~12ab34", "await", 10, 3, 'await ctx.run("a", f);', "ctx total"],
    2: ["pay~56cd78", "call", 12, 1, "await pay();", ""],
  });
  expect(read[1]).toEqual({
    key: "ctx.run~12ab34",
    kind: "await",
    line: 10,
    column: 3,
    source: 'await ctx.run("a", f);',
    live: ["ctx", "total"],
  });
  expect(read[2]!.live).toEqual([]);
});
