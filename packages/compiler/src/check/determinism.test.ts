import { describe, expect, test } from "vitest";
import { diagnosticsOf } from "./testing/diagnose.js";

const HEAD = `import { durable, type DurableContext } from "perdure";
import { randomUUID as uuid } from "node:crypto";
import * as crypto2 from "crypto";
import { performance as clock } from "perf_hooks";
import { setTimeout as pause } from "node:timers/promises";
import { randomInt } from "./own.js";
`;

/** The diagnostics of a function with these options and this body, as "code text-it-points-at". */
function diagnose(options: string, body: string): string[] {
  const source = `${HEAD}export const flow = durable.flow(${options}, async (ctx: DurableContext, xs: any) => {\n${body}\n});\n`;
  const lines = source.split("\n");
  return diagnosticsOf(source).map(
    ({ code, line, column, endColumn }) => `${code} ${lines[line - 1]!.slice(column - 1, endColumn - 1)}`,
  );
}

const check = (cases: readonly (readonly [body: string, ...expected: string[]])[]): void =>
  test.each(cases)("%s", (body, ...expected) => {
    expect(diagnose("{ deterministic: true }", body)).toEqual(expected.map((text) => `PD1034 ${text}`));
    expect(diagnose("{ deterministic: false }", body).filter((text) => text.startsWith("PD1034"))).toEqual(
      [],
    );
  });

describe("what differs from run to run", () => {
  check([
    ["const now = Date.now();", "Date.now"],
    ["const now = new Date();", "new Date()"],
    ["const now = Date();", "Date()"],
    ["xs.map(Math.random);", "Math.random"],
    ["xs.map(() => Math.random() + 1);", "Math.random"],
    [
      "const id = crypto.randomUUID(), at = globalThis.performance.now();",
      "crypto.randomUUID",
      "globalThis.performance.now",
    ],
    [
      "const id = uuid(), b = crypto2.randomBytes(2), at = clock.now();",
      "uuid",
      "crypto2.randomBytes",
      "clock.now",
    ],
    ["const t = process.hrtime.bigint(), u = process.hrtime();", "process.hrtime.bigint", "process.hrtime"],
    ["setTimeout(() => {}, 5);", "setTimeout"],
    ["await fetch('a');", "await fetch('a')"],
    ["await pause(5);", "await pause(5)"],
    ["const now = () => Date.now; await ctx.sleep(1);", "Date.now"],
    ["class A { at = Date.now(); }", "Date.now"],
  ]);
});

describe("what does not", () => {
  check([
    ["const now = new Date(xs), then = Date.parse('2020'), max = Math.max(1, 2);"],
    ["await ctx.run(() => [Date.now(), Math.random(), uuid()]);"],
    ["const Date = { now: () => 1 }; Date.now();"],
    ["const Math = xs; Math.random(); xs.random(); xs.Date.now();"],
    ["const o = { setTimeout: 1 }; o.setTimeout; randomInt(5); clock.mark('a');"],
    ["await ctx.sleep(1); await xs; await Promise.all([ctx.sleep(1)]);"],
  ]);
});

describe("an interval of checkpoints", () => {
  const interval = (options: string): string[] => diagnose(options, "await ctx.sleep(1);");
  test("needs a deterministic function", () => {
    expect(interval("{ checkpointInterval: 10 }")).toEqual(["PD1035 10"]);
    expect(interval("{ checkpointInterval: 10, deterministic: false }")).toEqual(["PD1035 10"]);
    expect(interval("{ checkpointInterval: 10, deterministic: true }")).toEqual([]);
    expect(interval("{ checkpointInterval: 1 }")).toEqual([]);
  });
});

test("options in a constant of the file count as well", () => {
  const source = `${HEAD}const options = { deterministic: true, timeout: 5 } as const;
    export default durable.flow(options, async (ctx) => Date.now());`;
  expect(diagnosticsOf(source).map(({ code }) => code)).toEqual(["PD1033", "PD1034"]);
});
