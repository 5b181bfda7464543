import { describe, expect, test } from "vitest";
import { diagnose } from "./testing/diagnose.js";

type Cases = readonly (readonly [body: string, ...expected: string[]])[];

function check(cases: Cases): void {
  test.each(cases)("%s", (body, ...expected) => {
    expect(diagnose(body)).toEqual(expected);
  });
}

describe("unreachable checkpoints", () => {
  const at = (text: string) => `warning PD1030 ${text}`;
  check([
    ["return 1; await xs;", at("await xs")],
    ["throw xs; await xs; await xs;", at("await xs")],
    ["for (const x of xs) { continue; await x; }", at("await x")],
    ["while (true) { await ctx.sleep(1); } await xs;", at("await xs")],
    ["for (;;) { if (xs.pop()) continue; } for await (const x of xs) {}", at("for await (const x of xs) {}")],
    ["do { return; } while (await xs); await ctx.sleep(2);", at("await ctx.sleep(2)")],
    ["out: for (;;) { for (;;) { break; } continue out; } await xs;", at("await xs")],
    ["if (xs[0]) { return 1; } else { throw 2; } await xs;", at("await xs")],
    ["try { return 1; } finally { counter; } await xs;", at("await xs")],
    ["try { counter; } finally { return 1; } await xs;", at("await xs")],
    ["try { return 1; } catch { throw 2; } await xs;", at("await xs")],
    ["switch (xs[0]) { case 1: return 1; await xs; default: throw 2; }", at("await xs")],
    ["switch (xs[0]) { case 1: return 1; default: throw 2; } await xs;", at("await xs")],
    ["const f = async () => { return 1; await xs; };", at("await xs")],
    ["class A { async m() { return 1; await xs; } }", at("await xs")],
  ]);
});

describe("reachable ones", () => {
  check([
    ["if (xs[0]) return 1; await xs;"],
    ["while (true) { if (xs.pop()) break; } await xs;"],
    ["out: while (true) { for (;;) { break out; } } await xs;"],
    ["while (xs.pop()) { counter; } await xs;"],
    ["do { if (xs.pop()) continue; return 1; } while (xs[0]); await xs;"],
    ["do { break; } while (true); await xs;"],
    ["out: { if (xs[0]) break out; return 1; } await xs;"],
    ["try { return xs.pop()!.toFixed(); } catch {} await xs;"],
    ["switch (xs[0]) { case 1: return 1; } await xs;"],
    ["switch (xs[0]) { case 1: break; default: throw 2; } await xs;"],
    ["switch (xs[0]) { default: throw 2; case 1: counter; } await xs;"],
    ["return f(); async function f() { await xs; }"],
    ["return await xs; counter;"],
    ["await ctx.run(async () => { return 1; await xs; });"],
    ["await using a = null; { await using b = null; return 1; }"],
  ]);
});

describe("foreign waits", () => {
  const at = (text: string) => `note PD1031 ${text}`;
  check([
    ["const r = await fetch(`u${xs[0]}`);", at("await fetch(`u${xs[0]}`)")],
    ["await pause(10);", at("await pause(10)")],
    [`const text = await fs.readFile("a");`, at(`await fs.readFile("a")`)],
    [`return { text: (await readFile("a", "utf8")) as string };`, at(`await readFile("a", "utf8")`)],
    ["await chunk(xs);", at("await chunk(xs)")],
    ["const f = async () => { await pause(1); };", at("await pause(1)")],
  ]);
});

describe("operations that foreign code would wait for", () => {
  const at = (text: string) => `warning PD1036 ${text}`;
  check([
    [`await retry(() => ctx.call("a", "b"));`, at(`await retry(() => ctx.call("a", "b"))`)],
    [
      `await chunk(xs, async (x) => { await ctx.sleep(1); });`,
      at("await chunk(xs, async (x) => { await ctx.sleep(1); })"),
    ],
    [
      `const f = async () => { await retry(() => ctx.state.get("a")); };`,
      at(`await retry(() => ctx.state.get("a"))`),
    ],
    [`await Promise.all(chunk(xs, (x) => ctx.sleep(1)));`],
    [`await Promise.all(xs.map(async (x) => { await ctx.sleep(1); }));`],
    [
      `await fromFile(() => ctx.sleep(1)); await xs.map(() => ctx.sleep(1)); await helper(() => ctx.sleep(1));`,
    ],
    [`await ctx.sleep(1).then(() => ctx.sleep(2)); await new Promise((resolve) => resolve(ctx.sleep(1)));`],
    [`await chunk(ctx, () => ctx.sleep(1));`],
  ]);
});

describe("waits that may be durable, or are none", () => {
  check([
    ["await ctx.run(async () => { await pause(1); });"],
    ["await ctx.run(() => fetch(String(xs)));"],
    ["await fromFile(xs); await fromAlias(xs);"],
    ["await chunk(ctx, xs);"],
    ["const fetch = async (x: number) => x; await fetch(1);"],
    ["const pause = async (x: number) => x; await pause(1);"],
    ["await helper(ctx); await xs; await Promise.all([]); await import('x');"],
    ["plain(); readFile; chunk(xs);"],
  ]);
});

describe("values that no snapshot holds, used after a durable await", () => {
  const at = (text: string) => `warning PD1032 ${text}`;
  const commit = "await ctx.sleep(1);";
  check([
    [`const w = new WeakMap(); ${commit} w.get(xs);`, at("w")],
    [`const w = new WeakRef(xs); await helper(ctx); return w.deref();`, at("w")],
    [`const p = new Proxy(xs, {}); ${commit} return p[0];`],
    [`let p = new WeakSet(); if (xs[0]) { ${commit} } p.has(xs);`, at("p")],
    [`const q = new Promise((resolve) => xs.push(resolve)); ${commit} q.then(plain);`],
    [`const timer = setTimeout(plain, 5); ${commit} clearTimeout(timer);`, at("timer")],
    [`const server = http.createServer(plain); await ctx.call("a", "b"); server.close();`, at("server")],
    [`const sum = createHash("sha1"); for (const x of xs) { ${commit} sum.update(String(x)); }`, at("sum")],
    [`const r = fetch("u"); ${commit} r.then(plain);`, at("r")],
    [`try { const w = new WeakSet(); try { ${commit} } catch {} w.has(xs); } finally {}`, at("w")],
    [`const f = async () => { const w = new WeakSet(); ${commit} w.has(xs); };`, at("w")],
    [`const w = new WeakMap(); plain(await ctx.call("a", "b"), w);`, at("w")],
    [`const r = await fetch("u"); ${commit} await r.text();`, at("r"), `note PD1031 await fetch("u")`],
    [`const h = await open("a"); ${commit} await h.close();`, at("h"), `note PD1031 await open("a")`],
  ]);
});

describe("values that are gone by then, or can be stored", () => {
  const commit = "await ctx.sleep(1);";
  check([
    [`const w = new WeakMap(); w.get(xs); ${commit}`],
    [`${commit} const w = new WeakMap(); w.get(xs);`],
    [`let w: any = new WeakMap(); w = null; ${commit} return w;`],
    [`const w = new Map(); ${commit} w.get(1);`],
    [`const w = new WeakMap(); await xs; w.get(xs);`],
    [`const w = new WeakMap(); await ctx.state.get("a"); w.get(xs);`],
    [`const w = new WeakMap(); if (xs[0]) { ${commit} return; } w.get(xs);`],
    [`const w = new WeakMap(); if (xs[0]) { ${commit} } else { w.get(xs); }`],
    [`const w = new WeakMap(); switch (xs[0]) { case 1: ${commit} break; case 2: w.get(xs); }`],
    [`const w = new WeakMap(); for (const x of xs) { w.get(xs); } for (const x of xs) { ${commit} }`],
    [`class WeakMap { get(x: any) {} } const w = new WeakMap(); ${commit} w.get(1);`],
    [`const bound = plain.bind(null); ${commit} bound();`],
    [`const server = fromFile.createServer(); ${commit} server.close();`],
    [`await ctx.run(async () => { const w = new WeakMap(); await xs; w.get(xs); });`],
    [`const w = new WeakMap(); const f = () => w; ${commit}`],
    [`const text = createHash("sha1").digest("hex"); ${commit} return text;`],
  ]);
});

describe("small time limits", () => {
  const at = (text: string) => `note PD1033 ${text}`;
  check([
    [`await ctx.call("a", "b", {}, { timeout: 300 });`, at("timeout: 300")],
    [`await ctx.run("a", () => 1, { attemptTimeout: 5 });`, at("attemptTimeout: 5")],
    [`await ctx.waitForEvent("a", { timeout: 999 });`, at("timeout: 999")],
    [`await ctx.call("a", "b", {}, { timeout: 1000 });`],
    [`await ctx.call("a", "b", {}, { timeout: "300ms" });`],
    [`await ctx.call("a", "b", { timeout: 300 });`],
    [`await ctx.sleep(5); fromFile({ timeout: 5 });`],
    [`await ctx.call("a", "b", {}, { timeout: 0, maxRetries: 5 });`],
  ]);
});
