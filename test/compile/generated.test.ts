import fc from "fast-check";
import { expect, test } from "vitest";
import { choices, writeProgram } from "./generator.js";
import { moduleOf, run } from "./run.js";

const runs = Number(process.env["PERDURE_GENERATED_RUNS"] ?? 25);
const seed = Number(process.env["PERDURE_GENERATED_SEED"] ?? 20261122);

test("generated programs behave plain, compiled and frozen alike", { timeout: 3_600_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(choices(1200), async (numbers) => {
      const source = moduleOf(writeProgram(numbers));
      const plain = await run(source, "plain");
      expect(await run(source, "compiled"), source).toEqual(plain);
      expect(await run(source, "frozen"), source).toEqual(plain);
    }),
    { numRuns: runs, seed },
  );
});
