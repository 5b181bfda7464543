import { describe, expect, test } from "vitest";
import { compile } from "../compile.js";
import { formatDiagnostic } from "../diagnostics/format.js";

/**
 * Reports the diagnostics of a source as "code text-it-points-at". The body stands in a durable function.
 */
function diagnose(source: string, filename = "a.ts"): string[] {
  const { diagnostics, code } = compile(source, { filename, packageName: "p", packagePath: filename });
  if (diagnostics.some(({ severity }) => severity === "error")) expect(code).toBe(source);
  const lines = source.split("\n");
  return diagnostics.map(({ code, line, column, endLine, endColumn }) => {
    const text =
      line === endLine
        ? lines[line - 1]!.slice(column - 1, endColumn - 1)
        : lines[line - 1]!.slice(column - 1);
    return `${code} ${text}`;
  });
}

const HEAD = `import { durable, type DurableContext } from "perdure";\nlet counter = 0;\nasync function helper(ctx: DurableContext) {}\n`;
const inside = (body: string): string[] =>
  diagnose(
    `${HEAD}export const flow = durable.flow(async (ctx: DurableContext, xs: number[]) => {\n${body}\n});`,
  );

describe("refused constructs, each with its code and place", () => {
  const cases: readonly (readonly [body: string, ...expected: string[]])[] = [
    [`eval("1");`, `PD1002 eval("1")`],
    [`const f = () => eval("1");`, `PD1002 eval("1")`],
    ["arguments[0];", "PD1002 arguments"],
    ["await ctx.run(() => arguments[0]);", "PD1002 arguments"],
    ["function f() { return () => arguments[0]; }"],
    ["class A { x = () => new.target; static { new.target; } }"],
    ["class A { accessor [x] = 1; }", "PD1002 x"],
    ["class A extends Map { @counter #m() { return super.size; } }", "PD1002 @counter"],
    ["const A = class B { @counter(() => B) m() {} };", "PD1002 @counter(() => B)"],
    ["class A { m(@counter x: number) {} }", "PD1002 @counter"],
    ["class A { @counter m() {} @counter static #x = 1; @counter accessor #y = 2; }"],
  ];
  test.each(cases)("%s", (body, ...expected) => {
    expect(inside(body)).toEqual(expected);
  });
});

describe("misuse", () => {
  const cases: readonly (readonly [body: string, ...expected: string[]])[] = [
    [`ctx.call("a");`, `PD1020 ctx.call("a")`],
    [`void ctx.sleep(1);`, "PD1020 ctx.sleep(1)"],
    [`xs.forEach((x) => ctx.call("a", x));`, `PD1020 ctx.call("a", x)`],
    [`xs.map((x) => { ctx.call("a", x); });`, `PD1020 ctx.call("a", x)`],
    [`ctx.state.set("a", 1);`, `PD1020 ctx.state.set("a", 1)`],
    [`(await xs) && ctx.state.get("a");`, `PD1020 ctx.state.get("a")`],
    [`const n = (ctx.sleep(1), 2);`, "PD1020 ctx.sleep(1)"],
    [`for (ctx.sleep(1); xs.pop(); xs[0] ? helper(ctx) : 1) {}`, "PD1020 ctx.sleep(1)", "PD1021 helper(ctx)"],
    [`helper(ctx);`, "PD1021 helper(ctx)"],
    [`flow(xs);`, "PD1021 flow(xs)"],
    [`let z = 0; await ctx.run(async () => { z++; });`, "PD1023 z"],
    [`await ctx.run(() => ctx.id);`, "PD1024 ctx"],
    [`let z = 0; await ctx.transaction((db) => { z = db; });`, "PD1023 z"],
    [`await ctx.transaction(() => ctx.state.get("a"));`, "PD1024 ctx"],
    [`{ const ctx = 1; }`, "PD1027 ctx"],
    [`const own = async (ctx) => ctx.sleep(1); await own(ctx);`],
    [`counter += 1;`, "PD1028 counter"],
    [`const f = () => { counter = 1; };`, "PD1028 counter"],
  ];
  test.each(cases)("%s", (body, ...expected) => {
    expect(inside(body)).toEqual(expected);
  });

  test("several are reported at once, in the order of the source", () => {
    expect(inside(`helper(ctx);\neval("1");\ncounter++;`).map((text) => text.slice(0, 6))).toEqual([
      "PD1021",
      "PD1002",
      "PD1028",
    ]);
  });
});

describe("what is fine", () => {
  const bodies = [
    `return ctx.call("a");`,
    `const p = ctx.call("a"); const all = [helper(ctx), flow(xs)]; await p; return Promise.all(all);`,
    `xs.map((x) => ctx.call("a", x)); await Promise.all(xs.map((x) => helper(ctx)));`,
    `await flow(xs); const f = () => ctx.sleep(1); ctx.sleep(1).then(f); await helper(ctx.sleep(1) as any);`,
    `try { return ctx.call("a"); } finally { await ctx.sleep(1); }`,
    `try { return helper(ctx); } catch {}`,
    `const helper = () => 1; helper();`,
    `return xs.length ? ctx.call("a") : helper(ctx);`,
    `return await (xs.length ? ctx.call("a") : ctx.call("b"));`,
    `await (() => ctx.call("a"))();`,
    `return (() => ctx.call("a"))();`,
    `try { return ctx.call("a"); } catch {}`,
    `try { xs.pop(); } finally { return ctx.call("a"); }`,
    `try { return await ctx.call("a"); } finally { await ctx.sleep(1); }`,
    `const o = { ["a"]: () => 1, [counter]: xs.map, [counter + 1]: function named() {} };`,
    `ctx.log.info("x"); const url = import.meta.url; return ctx.id + url;`,
    `await ctx.run("label", async () => { class A {} function* g() { yield 1; } for await (const x of g()) {} }, { retries: 1 });`,
    "class A { #x = 1; static { this.y = 2; } get x() { return this.#x; } async *[Symbol.iterator]() { yield super.z; } }",
    "function* g() { yield* xs; } for await (const x of xs) {} for (const k in xs) await helper(ctx);",
    "const o = { get x() { return 1; }, [counter]() {}, [counter + 1]: () => 1, async m() { return helper(ctx); } };",
    "function f(g = () => arguments) { return new.target; } const { a = await helper(ctx), ...b } = xs as any;",
    "enum E { A } using r = xs as any; return this;",
    `type T = number; interface I {} const x = xs as T[]; return x!;`,
  ];
  test.each(bodies)("%s", (body) => {
    expect(inside(body)).toEqual([]);
  });
});

describe("where and how functions are marked", () => {
  const cases: readonly (readonly [source: string, ...expected: string[]])[] = [
    [`durable.flow(function plain() {});`, "PD1003 plain"],
    [`durable.task(function plain() {});`],
    [`durable.task(async (ctx: DurableContext) => 1);`, "PD1050 ctx: DurableContext"],
    [`durable.task(async (ctx) => 1);`, "PD1050 ctx"],
    [`durable.task(async (context: { id: string }) => 1);`],
    [
      `durable.task({ name: "x" }, helped); async function helped(c: DurableContext) {}`,
      "PD1050 c: DurableContext",
    ],
    [`durable.flow(async (ctx) => durable.task(async () => 1)(null));`, "PD1052 durable.task"],
    [`class K { f = durable.task(async () => 1); }`, "PD1052 durable.task"],
    [`class K { static f = durable.task(async () => 1); }`],
    [`function f(x) { return durable.task(async () => x); }`],
    [`function f(x) { const d = durable.task(async () => x); x++; return d; }`, "PD1029 x"],
    [`function f(g) { return durable.task(g); }`, "PD1053 g"],
    [
      `durable.task({ name: "x" }, async () => 1); durable.flow({ name: "x" }, async () => 1);`,
      "PD1005 async () => 1",
    ],
    [
      `durable.entity({ name: "e", state: () => ({}), handlers: { async a(state, ctx: DurableContext) {} } });`,
    ],
    [
      `durable.entity({ name: "e", state: () => ({}), handlers: { a(state, ctx: DurableContext) {} } });`,
      "PD1003 a",
    ],
    [
      `durable.entity({ name: "e", state: () => ({}), handlers });`,
      `PD1055 { name: "e", state: () => ({}), handlers }`,
    ],
    [`function f() { return durable.entity({ state: () => ({}), handlers: {} }); }`, "PD1054 durable.entity"],
    [`durable.flow(async function* g(ctx) {});`, "PD1003 g"],
    [`const d = durable.flow({ name: "a" + 1 }, async () => 1);`, `PD1004 "a" + 1`],
    [
      `durable.flow({ name: "x" }, async () => 1); durable.flow({ name: "x" }, async (ctx) => 1);`,
      "PD1005 ctx",
    ],
    [`function f() { return async (ctx: DurableContext) => 1; }`],
    [`function f() { return async function* (ctx: DurableContext) {}; }`, "PD1006 ctx: DurableContext"],
    [`function f() { return { async g(ctx: DurableContext) {} }; }`, "PD1006 g"],
    [`function f() { class K { g = async (ctx: DurableContext) => 1; } }`, "PD1006 ctx: DurableContext"],
    [`function f() { "use durable"; return () => 1; }`],
    [`function f() { "use durable"; return 1; }`, "PD1003 f"],
    [`function f(x) { return durable.flow(async (ctx) => x); }`],
    [`function f(x) { const d = durable.flow(async (ctx) => x); x++; return d; }`, "PD1029 x"],
    [`if (counter) { const g = async (ctx: DurableContext) => 1; }`, "PD1006 ctx: DurableContext"],
    [`class K { async #m(ctx: DurableContext) {} }`],
    [`const o = { async [counter](ctx: DurableContext) {} };`, "PD1007 counter"],
    [`@durable.object class D { async m(ctx: DurableContext) {} }`],
    [`async function f(ctx: DurableContext) { const x = ; }`, "PD1001 "],
  ];
  test.each(cases)("%s", (source, ...expected) => {
    expect(diagnose(HEAD + source)).toEqual(expected);
  });

  test("a function under a directive has no context unless it is called so", () => {
    const source = `async function f(fn) { "use durable"; fn.call(null); }`;
    expect(diagnose(source, "a.js")).toEqual([]);
    expect(diagnose(source.replaceAll("fn", "ctx"), "a.js")).toEqual(["PD1020 ctx.call(null)"]);
  });
});

test("a diagnostic is formatted with place, frame, reason, advice and page", () => {
  const source = `import { durable } from "perdure";\ndurable.flow(async (ctx) => {\n  ctx.sleep(1);\n});\n`;
  const { diagnostics } = compile(source, {
    filename: "src/a.ts",
    packageName: "p",
    packagePath: "src/a.ts",
  });
  expect(formatDiagnostic(diagnostics[0]!))
    .toBe(`src/a.ts:3:3 warning PD1020: Nothing waits for ctx.sleep(...): its promise is dropped.
  1 | import { durable } from "perdure";
  2 | durable.flow(async (ctx) => {
> 3 |   ctx.sleep(1);
    |   ^^^^^^^^^^^^
  4 | });
  5 |
It runs as a task beside the function, which may go on, and return, before the operation has been made. Where it fails, the error is thrown into another await of the function.
What to do: Write \`await ctx.sleep(...)\`, or keep its promise and await that later, by itself or with \`Promise.all\`.
More: node_modules/perdure/docs/errors/PD1020.md`);
});

describe("CommonJS code that is not strict", () => {
  const diagnoseScript = (body: string, head = "") =>
    diagnose(
      `${head}\nconst { durable } = require("perdure");\nexports.flow = durable.flow(async function main(ctx, x) {\n${body}\n});`,
      "a.cjs",
    );
  const wait = "await ctx.sleep(1);";
  const cases: readonly (readonly [body: string, ...expected: string[]])[] = [
    [`{ ${wait} function f() {} } f();`, "PD1080 f"],
    [`var let = 1; ${wait}`, "PD1080 let"],
    [`x = 1; ${wait} return arguments[0];`, "PD1080 x"],
    [`arguments[0]++; ${wait}`, "PD1080 arguments[0]"],
    [`delete arguments[0]; ${wait}`, "PD1080 arguments[0]"],
    [`const f = async function own() { own = 1; ${wait} }; await f();`, "PD1080 own"],
    [`{ ${wait} function f() {} f(); } function g(a) { a = 1; arguments[0] = 2; return a; } g(1);`],
    [`x = 1; function f() { return arguments[0]; } ${wait} return f(x);`],
    [`${wait} return arguments.length + arguments[0];`],
  ];
  test("what strict code cannot even say", () => {
    expect(diagnoseScript(`typeof f; if (x) function f() {} ${wait}`)).toEqual(["PD1080 f"]);
  });
  test.each(cases)("%s", (body, ...expected) => {
    expect(diagnoseScript(body)).toEqual(expected);
    expect(diagnoseScript(body.replace("var let", "var it"), '"use strict";')).toEqual([]);
    expect(diagnoseScript(`"use strict"; ${body.replace("var let", "var it")}`)).toEqual([]);
  });
});
