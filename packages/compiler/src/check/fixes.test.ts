import { describe, expect, test } from "vitest";
import { applyFix } from "../diagnostics/fix.js";
import { diagnose, diagnosticsOf, flowWith } from "./testing/diagnose.js";

/** The bodies that the fixes of the first diagnostic with this code lead to. Each makes it go away and adds nothing. */
function fixed(code: string, body: string): string[] {
  const source = flowWith(body);
  const [head, tail] = source.split(body) as [string, string];
  const before = diagnosticsOf(source);
  const { fixes = [] } = before.find((diagnostic) => diagnostic.code === code)!;
  return fixes.map((fix) => {
    expect(fix.title).toMatch(/^[A-Z].*[^.]$/);
    const after = applyFix(source, fix);
    expect(diagnosticsOf(after)).toHaveLength(before.length - 1);
    expect(after.startsWith(head) && after.endsWith(tail)).toBe(true);
    return after.slice(head.length, after.length - tail.length);
  });
}

const cases: Record<string, readonly (readonly [body: string, ...fixed: string[]])[]> = {
  PD1020: [
    [`ctx.call("a");`, `await ctx.call("a");`],
    [`xs[0] && ctx.state.set("a", 1);`, `xs[0] && await ctx.state.set("a", 1);`],
    [`xs.map((x) => { ctx.call("a", x); });`],
    [`xs.forEach((x) => ctx.call("a", x));`],
    [`const f = async (x = (ctx.sleep(1), 2)) => x;`],
    [`class A { x = (ctx.sleep(1), 2); }`],
  ],
  PD1021: [
    ["helper(ctx);", "await helper(ctx);"],
    ["xs[0] ? helper(ctx) : 1;", "xs[0] ? await helper(ctx) : 1;"],
  ],
  PD1023: [
    [
      `let z = 0; await ctx.run("r", () => { z = xs.length; });`,
      `let z = 0; z = await ctx.run("r", () => (xs.length));`,
    ],
    [
      `let z = 0; await ctx.run(async () => (z = await fetch("a")), {});`,
      `let z = 0; z = await ctx.run(async () => (await fetch("a")), {});`,
    ],
    [
      `let z: any; await ctx.run(() => { z = { a: 1 }; });`,
      `let z: any; z = await ctx.run(() => ({ a: 1 }));`,
    ],
    [`let z = 0; await ctx.run(() => { z++; });`],
    [`let z = 0; await ctx.run(() => { z += 1; });`],
    [`let z = 0; await ctx.run(() => { plain(); z = 1; });`],
    [`let z = 0; const y = await ctx.run(() => { z = 1; });`],
    [`let z = 0; if (xs[0]) return await ctx.run(() => { z = 1; });`],
  ],
  PD1027: [
    [`{ const ctx = 1, o = { ctx, a: ctx }; }`, `{ const ctx2 = 1, o = { ctx: ctx2, a: ctx2 }; }`],
    [
      `const ctx2 = 1; xs.map((ctx: number) => ctx + 1);`,
      `const ctx2 = 1; xs.map((ctx3: number) => ctx3 + 1);`,
    ],
    [`const f = ({ ctx = 1 }) => (ctx = 2);`, `const f = ({ ctx: ctx2 = 1 }) => (ctx2 = 2);`],
    [`const f = ({ ctx: [ctx] }: any) => ctx.ctx;`, `const f = ({ ctx: [ctx2] }: any) => ctx2.ctx;`],
    [
      `for (const ctx of xs) plain(); await helper(ctx);`,
      `for (const ctx2 of xs) plain(); await helper(ctx);`,
    ],
  ],
  PD1031: [
    [`await pause(xs[0]);`, `await ctx.run("pause", () => pause(xs[0]));`],
    [`const t = await fs.readFile("a");`, `const t = await ctx.run("readFile", () => fs.readFile("a"));`],
    [
      `const j = (await (await fetch("a")).json()) as number;`,
      `const j = (await ctx.run("fetch", async () => (await fetch("a")).json())) as number;`,
    ],
    [`const r = await fetch("a");`],
    [`const j = (await fetch("a")).status;`],
    [`let n = 0; await pause(n++);`],
    [`await pause(await helper(ctx));`],
    [`await pause(ctx.attempt);`],
    [`const f = async () => { await pause(1); };`],
    [`{ const ctx = 1; } await pause(1);`],
  ],
  PD1033: [
    [
      `await ctx.call("a", "b", {}, { timeout: 5 });`,
      `await ctx.call("a", "b", {}, { timeout: "5s" });`,
      `await ctx.call("a", "b", {}, { timeout: "5ms" });`,
    ],
    [
      `await ctx.transaction(plain, { cleanupTimeout: 5 });`,
      `await ctx.transaction(plain, { cleanupTimeout: "5s" });`,
      `await ctx.transaction(plain, { cleanupTimeout: "5ms" });`,
    ],
  ],
};

describe.each(Object.entries(cases))("fixes of %s", (code, bodies) => {
  test.each(bodies)("%s", (body, ...expected) => {
    expect(fixed(code, body)).toEqual(expected);
  });
});

test("a diagnostic without a fix has no list of them", () => {
  expect(diagnosticsOf(flowWith("counter++;")).map(({ code, fixes }) => [code, fixes])).toEqual([
    ["PD1028", undefined],
  ]);
  expect(diagnose("counter++;")).toEqual(["warning PD1028 counter"]);
});

test("the options of a durable function are looked at too", () => {
  const source = `import { durable } from "perdure";
    export const flow = durable.flow({ name: "f", timeout: 300 }, async (ctx) => { await ctx.sleep(1); });`;
  const [found, ...others] = diagnosticsOf(source);
  expect([found!.code, found!.line, found!.column, others]).toEqual(["PD1033", 2, 51, []]);
  expect(found!.message).toBe("`timeout: 300` means 300 milliseconds.");
  expect(diagnosticsOf(applyFix(source, found!.fixes![0]!))).toEqual([]);
});
