import { describe, expect, test } from "vitest";
import { run } from "./run.js";

const HEAD = `import { durable, type DurableContext } from "perdure";\n`;

/** Whole modules: how functions are written, exported, bound to their parameters and called by each other. */
const modules: Record<string, string> = {
  "patterns, defaults and rest in the parameters": `export async function main(ctx: DurableContext, log: any, v: any, fail: any, { a = 1, b: [c = 2] = [] }: any = {}, ...rest: any[]) {
    const f = () => a + c + rest.length; a += await v(1); return [f(), a, c, rest, main.length, main.name]; }`,
  "an arrow with an expression as its body": `export const main = async <T,>(ctx: DurableContext, log: T, v: any) => (await v(1)) ? v([main.name, main.length]) : v(2);`,
  "a this parameter": `export const main = async function (this: void, ctx: DurableContext, log: any, v: any) { return await v(2); };`,
  "a function expression that calls itself": `export const main = async function self(ctx: DurableContext, log: any, v: any, fail: any, n = 3): Promise<any> {
    log(n); return n ? [n, await self(ctx, log, v, fail, n - 1)] : await v("end"); };`,
  overloads: `export async function main(ctx: DurableContext): Promise<void>;
    export async function main(ctx: DurableContext, log?: any, v?: any): Promise<any> { const x = (await v(1)) as number; let y!: number; y = x!; return y satisfies number; }`,
  "helpers, errors through their frames": `const inner = async (ctx: DurableContext, v: any, n: number): Promise<number> => { try { return await v(n); } finally { await v("f"); } };
    export const main = durable.flow(async (ctx, log: any, v: any, fail: any) => { let t = 0;
      for (let i = 0; i < 3; i++) t += await inner(ctx, v, i);
      try { await deep(ctx, v, fail, 3); } catch (e: any) { log(e.message); } return t; });
    async function deep(ctx: DurableContext, v: any, fail: any, n: number): Promise<any> {
      if (n === 0) return fail("deep"); try { await deep(ctx, v, fail, n - 1); } finally { await v(n); } }`,
  "a helper that calls its caller": `async function even(ctx: DurableContext, v: any, n: number): Promise<boolean> { return n === 0 ? true : odd(ctx, v, n - 1); }
    async function odd(ctx: DurableContext, v: any, n: number): Promise<boolean> { return n === 0 ? false : even(ctx, v, n - 1); }
    export const main = async (ctx: DurableContext, log: any, v: any) => [await even(ctx, v, 10), await odd(ctx, v, 4), await v(1)];`,
  "a declaration exported apart and used before it": `export const before = [typeof m, m.length];
    async function m(ctx: DurableContext, log: any, v: any) { return [before, await v(1)]; }
    export { m as main };`,
  "module constants, functions and classes": `const TABLE = { a: 1 }; class Point { constructor(public x: number) {} twice() { return this.x * 2; } }
    const twice = (x: number) => x * 2; function thrice(x: number) { return x * 3; }
    export async function main(ctx: DurableContext, log: any, v: any) {
      const p = new Point(await v(2)); return [TABLE.a + (await v(1)), twice(await v(2)), [1, 2].map(thrice), p.twice(), p instanceof Point]; }`,
};

describe("modules", () => {
  test.each(Object.entries(modules))("%s", async (_name, text) => {
    const plain = await run(HEAD + text, "plain");
    expect(plain.end).toMatch(/^returned/);
    expect(await run(HEAD + text, "compiled")).toEqual(plain);
    expect(await run(HEAD + text, "frozen")).toEqual(plain);
  });
});
