import { mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { node, SLOW } from "./fixture-project.js";

/** A program in a folder that no package.json and no node_modules stands above. */
const folder = realpathSync(mkdtempSync(join(tmpdir(), "variants-")));
const importer = join(import.meta.dirname, "import-variants.mjs");

beforeAll(() => {
  writeFileSync(join(folder, "counter.ts"), "export const counter: { n: number } = { n: 0 };\n");
  writeFileSync(
    join(folder, "program.ts"),
    `import { MACHINE } from "perdure/machine";
import { durable, type DurableContext } from "perdure";
import { counter } from "./counter.js";
counter.n++;
export async function helper(_ctx: DurableContext): Promise<number> { return await counter.n; }
export const report = () => ({ n: counter.n, compiled: MACHINE in helper, runtime: typeof durable.flow });
`,
  );
});

afterAll(() => rmSync(folder, { recursive: true }));

const load = (...queries: string[]): unknown[] => {
  const url = pathToFileURL(join(folder, "program.ts")).href;
  const run = node(folder, importer, ...queries.map((query) => url + query));
  expect(run).toMatchObject({ status: 0 });
  return JSON.parse(run.output) as unknown[];
};

describe("registerLoader({ variants: true, perdureFrom })", SLOW, () => {
  test("loads a program of any folder plain and compiled, each query a graph of its own", () => {
    const fresh = { n: 1, runtime: "function" };
    expect(load("?perdure=plain", "?perdure=compiled", "?perdure=compiled&run=2", "?perdure=plain")).toEqual([
      { ...fresh, compiled: false },
      { ...fresh, compiled: true },
      { ...fresh, compiled: true },
      { ...fresh, compiled: false },
    ]);
  });

  test("compiles a file without a query", () => {
    expect(load("")).toEqual([{ n: 1, runtime: "function", compiled: true }]);
  });

  test("refuses another variant, by code", () => {
    expect(load("?perdure=frozen")).toEqual([{ code: "PD3001" }]);
  });

  test("gives the importer the code of a compile error", () => {
    const broken = pathToFileURL(join(import.meta.dirname, "fixture-broken/src/flow.ts")).href;
    const { output } = node(folder, importer, `${broken}?perdure=compiled`);
    expect(JSON.parse(output)).toEqual([{ code: expect.stringMatching(/^PD1\d\d\d$/) }]);
  });
});
