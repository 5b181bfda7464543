import fc from "fast-check";
import { expect, test } from "vitest";
import { ProgramArbitrary } from "../../packages/testing/src/fuzz/arbitrary.js";
import { SEQUENTIAL, type Feature } from "../../packages/testing/src/fuzz/features.js";
import { moduleText } from "../../packages/testing/src/fuzz/program.js";
import { run } from "./run.js";

const runs = Number(process.env["PERDURE_GENERATED_RUNS"] ?? 25);
const seed = Number(process.env["PERDURE_GENERATED_SEED"] ?? 20261122);

/** What the context of these tests lacks, and what only an engine can hold across an await. */
const WITHOUT: ReadonlySet<Feature> = new Set([
  "sleep",
  "for-of-iterable",
  "for-in-await",
  "accessors",
  "super",
  "class",
  "class-fields",
  "private",
  "static",
  "inheritance",
  "async-method",
  "async-closure",
  "async-arrow",
  "stored-async-closures",
  "generator",
  "delegation",
  "held-generator",
  "async-generator",
  "arguments",
  "default-parameters",
  "destructured-parameters",
  "object-rest",
]);
const features = new Set(SEQUENTIAL.filter((feature) => !WITHOUT.has(feature)));

test("generated programs behave plain, compiled and frozen alike", { timeout: 3_600_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(new ProgramArbitrary(features), async (program) => {
      const source = moduleText(program).replace("export default", "export const main =");
      const plain = await run(source, "plain");
      expect(plain.end).toMatch(/^returned/);
      expect(await run(source, "compiled"), source).toEqual(plain);
      expect(await run(source, "frozen"), source).toEqual(plain);
    }),
    { numRuns: runs, seed },
  );
});
