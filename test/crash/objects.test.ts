import { expect, it } from "vitest";
import { checkHistory } from "../soak/check-history.js";
import { soakObjects } from "../soak/objects.js";

it("applies every call of many processes once, in one order, while they are killed (rule 32)", async () => {
  const report = await soakObjects({
    callers: 10,
    calls: 200,
    objects: 5,
    processes: 3,
    kills: 4,
    pauseMs: 50,
  });
  expect(report.problems).toEqual([]);
  expect(report.kills).toBeGreaterThan(0);
}, 120_000);

it("would notice calls that are lost, repeated, or out of order", () => {
  const good = ["S o a 1", "R o a 2 1 -", "S o b 3", "R o b 4 2 a"];
  expect(checkHistory(good, 2)).toEqual([]);
  const wrong = (lines: readonly string[], calls: number) => checkHistory(lines, calls).length;
  expect(wrong([...good, "R o a 5 3 b"], 2)).toBeGreaterThan(0);
  expect(wrong(["S o a 1", "S o b 3", "R o b 4 2 a"], 2)).toBeGreaterThan(0);
  expect(wrong(["S o a 1", "R o a 2 2 b", "S o b 3", "R o b 4 1 -"], 2)).toBeGreaterThan(0);
  expect(wrong(["S o a 1", "R o a 2 1 -", "S o b 3", "R o b 4 2 x"], 2)).toBeGreaterThan(0);
  expect(wrong(good, 3)).toBeGreaterThan(0);
});
