import fc from "fast-check";
import ts from "typescript";
import { describe, expect, test } from "vitest";
import { ProgramArbitrary } from "../../packages/testing/src/fuzz/arbitrary.js";
import { ALL_FEATURES, readFeatures, type Feature } from "../../packages/testing/src/fuzz/features.js";
import { moduleText } from "../../packages/testing/src/fuzz/program.js";
import { featuresOf, print } from "../../packages/testing/src/fuzz/tree/print.js";
import { smaller } from "../../packages/testing/src/fuzz/tree/smaller.js";
import { expr, list, stmt, text } from "../../packages/testing/src/fuzz/tree/node.js";

const sample = (features: ReadonlySet<Feature>, numRuns: number, seed = 1) =>
  fc.sample(new ProgramArbitrary(features), { numRuns, seed });

describe("generated programs", () => {
  test("follow from the seed", () => {
    const texts = (seed: number) => sample(ALL_FEATURES, 3, seed).map(moduleText);
    expect(texts(5)).toEqual(texts(5));
    expect(texts(5)).not.toEqual(texts(6));
  });

  test("are syntactically right", { timeout: 60_000 }, () => {
    const wrong = sample(ALL_FEATURES, 60)
      .map((program) => ts.transpileModule(moduleText(program), { reportDiagnostics: true }))
      .flatMap(({ diagnostics = [] }) => diagnostics.map(({ messageText }) => messageText));
    expect(wrong).toEqual([]);
  });

  test("use every feature, and none that is left out", () => {
    const used = new Set(sample(ALL_FEATURES, 200).flatMap((program) => [...featuresOf(program)]));
    expect([...ALL_FEATURES].filter((feature) => !used.has(feature))).toEqual([]);
    const few = new Set<Feature>(["run", "for", "declaration"]);
    const usedOfFew = sample(few, 20).flatMap((program) => [...featuresOf(program)]);
    expect(new Set(usedOfFew)).toEqual(few);
  });

  test("have one line of control without the concurrent features, and some of them with", () => {
    const concurrent = readFeatures("concurrent");
    const mixed = sample(ALL_FEATURES, 40).map((program) => featuresOf(program));
    const isMany = (used: ReadonlySet<Feature>): boolean => concurrent.some((feature) => used.has(feature));
    expect(new Set(mixed.map(isMany))).toEqual(new Set([true, false]));
    const one = sample(new Set(readFeatures("sequential")), 40).map((program) => featuresOf(program));
    expect(one.some(isMany)).toBe(false);
  });
});

describe("shrinking", () => {
  const cuts = (node: Parameters<typeof smaller>[0]) => [...smaller(node)].map(print);

  test("leaves out items of lists, the most first", () => {
    expect(cuts(list(" ", [stmt`a;`, stmt`b;`]))).toEqual(["", "b;", "a;"]);
  });

  test("puts an expression's own parts and zero in its place, but leaves names alone", () => {
    expect(cuts(expr`f(${expr`x`})`)).toEqual(["0", "x"]);
    expect(cuts(expr`x`)).toEqual([]);
  });

  test("puts a body in its statement's place", () => {
    const loop = stmt`while (${expr`x`}) ${text`{ ${list("", [stmt`a;`, stmt`b;`])}}`}`;
    expect(cuts(loop)).toContain("a;b;");
    expect(cuts(loop)).toContain("while (x) { b;}");
  });
});
