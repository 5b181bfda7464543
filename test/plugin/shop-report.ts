import { expect } from "vitest";
import type { Run } from "./fixture-project.js";

/** What `fixture-shop/src/main.ts` prints. */
export interface ShopReport {
  readonly ids: readonly string[];
  readonly sum: string;
  readonly stack: string;
}

/** Reads the report of one host's build and checks what must hold in each: results, ids and the author's lines. */
export function readReport(run: Run): ShopReport {
  expect(run).toMatchObject({ status: 0 });
  const report = JSON.parse(run.output) as ShopReport;
  expect(report.sum).toBe("3 cents");
  expect(report.stack).toMatch(/RangeError: negative\n\s+at .*src\/helper\.ts:15:\d+/);
  expect(report.ids.map((id) => id.split(" ")[0])).toEqual(
    expect.arrayContaining(["shop#checkout", "shop/src/helper.ts#total"]),
  );
  return report;
}
