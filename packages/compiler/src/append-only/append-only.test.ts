import { describe, expect, test } from "vitest";
import { compile } from "../compile.js";

interface Case {
  /** Before the durable function. */
  readonly before?: string;
  /** The head of the function that holds the body. */
  readonly head?: string;
}

/** The append-only arrays of every machine of a source, by the machine's name. */
function provenIn(source: string): Record<string, readonly string[]> {
  const { code, diagnostics, manifest } = compile(source, {
    filename: "a.ts",
    packageName: "p",
    packagePath: "a.ts",
  });
  expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
  return Object.fromEntries(
    manifest.machines.map(({ name, appendOnly }) => [
      name,
      code.includes("$perdure.guard(")
        ? (appendOnly ?? []).map((array) => `guarded ${array}`)
        : (appendOnly ?? []),
    ]),
  );
}

function proven(body: string, { before = "", head = "async (ctx: any, xs: any, y: any)" }: Case = {}) {
  const source = `import { durable } from "perdure";\n${before}\nexport const f = durable.flow(${head.startsWith("async function") ? head : `${head} =>`} {\n${body}\n});`;
  return provenIn(source)["f"]!;
}

const loop = (part: string, end = "return out;"): string =>
  `let last: any;\nconst out: any[] = [];\nfor (const x of xs) {\n${part}\nawait ctx.sleep(1);\n}\n${end}`;

describe("an array that only grows by what nobody else holds", () => {
  test.each([
    [`out.push(await ctx.call("a", "b", x));`],
    [`out.push(await ctx.run("a", () => x.y));`],
    [`out.push(await ctx.waitForEvent("a"));`],
    [`out.push(await ctx.transaction((db: any) => db.all()));`],
    [`out.push(await ctx.state.get("a"));`],
    [`const r = await ctx.call("a", "b"); out.push(r);`],
    [`const r = await ctx.call("a", "b"); const s = r; out.push(s);`],
    [`const r = await ctx.call("a", "b"); if (r !== null) out.push(r);`],
    [`const r = await ctx.call("a", "b"); console.log(typeof r, !r, r === x); out.push({ r });`],
    [`const r = await ctx.call("a", "b"); out.push(r); const s = await ctx.call("a", "b"); s.x = 1; y(s);`],
    [`let r; r = await ctx.call("a", "b"); out.push(r); r = await ctx.call("a", "c"); out.push(r);`],
    [`out.push(1); out.push("a"); out.push(true); out.push(null); out.push(12n); out.push(-1);`],
    [`out.push(\`x \${x}\`); out.push(x + y); out.push(x < y); out.push(typeof x); out.push("k" in x);`],
    [`out.push(x ? 1 : "a"); out.push(x > 1 && "a");`],
    [`out.push({ a: 1, b: [x + 1, { c: \`\${x}\` }], ["k" + x]: null });`],
    [`out.push({ at: out.length, of: await ctx.call("a", "b") });`],
    [`if (x) out.push(1); else { for (const z of y) { out.push(z + 1); } }`],
    [`if (out.length > 3) break;`],
    [`console.log(out.length, x[out.length]); x[out.length] = 1;`],
    [`try { out.push(await ctx.call("a", "b")); } catch (error) { out.push(String(error) + 1); }`],
    [`try { await ctx.call("a", "b"); } finally { out.push(1); }`],
    [`if (await ctx.call("a", "b")) return out;`],
    [`if (x) { y.kept = out; return await ctx.call("a", "b"); }`],
    [`if (x) return out;`],
    [`if (x) return y(out);`],
    [`if (x) throw out;`],
    [`if (x) { y.out = out; break; }`],
    [`const r = await ctx.call("a", "b"); if (r > 1) out.push(r);`],
    [`const r = await ctx.call("a", "b"); y(\`\${r}\`); out.push(r);`],
    [`const r = await ctx.call("a", "b"); out.push(r); out.push(r);`],
    [`const r = await ctx.call("a", "b"); for (const z of y) out.push(r);`],
    [`const r = await ctx.call("a", "b"); await y; out.push(r);`],
    [`const r = await ctx.call("a", "b"); y(last === 1); out.push(r); last = r;`],
    [`const r = await ctx.call("a", "b"); last = r.list; out.push({ ...r, at: r.at, of: [...r.list] });`],
    [`const { a, b: [c], ...rest } = await ctx.call("a", "b"); out.push(a, c, rest);`],
    [`const { a = 1 } = await ctx.call("a", "b"); out.push(a);`],
    [`out.push(Number(x), String(y), Math.max(x, y), JSON.stringify(y), Array.isArray(x));`],
    [`out.push((await ctx.call("a", "b")).list);`],
    [`out.push(...(await ctx.call("a", "b")).list);`],
    [`const r = await ctx.call("a", "b"); out.push(String(r.a), Math.max(r.b, 1), JSON.stringify(r));`],
    [`const r = await ctx.call("a", "b"); out.push(r.name.trim().split(/,/), r.list.concat(r.more));`],
    [`const r = await ctx.call("a", "b"); for (const z of r.list) { if (z.ok) out.push(z); }`],
    [`const r = await ctx.call("a", "b"); for (const z of r.list) { await ctx.sleep(z.ms); out.push(z); }`],
    [`const r = await ctx.call("a", "b"); await ctx.call("a", "c", r, { key: r.id }); ctx.setProgress(r);`],
    [`const r = await ctx.call("a", "b"); if (r.done) { y(r); break; } out.push(r);`],
    [`x && out.push(1); out?.push(1); out.push(); y(out.push(1, 2)); const n = out.push(1); y(n);`],
    [`if (y === out || out) y(); for (const z in out) y(z);`],
    [`await ctx.call("a", "b", out);`],
    [`if (out[out.length - 1] === x || out[0].at.x > 1 || out.at(-1)?.y) break;`],
    [`const before = out[out.length - 1]; if (before && before.at < x) out.push({ at: before.at });`],
    [
      `let sum = 0; for (const z of out) sum += z.n; for (const { n, list: [m] } of out) sum += n + m; y(sum);`,
    ],
    [`for (const z of out) { const n = z.n; if (n > 1) continue; y(\`\${n}\`); }`],
    [`for (const z of out) await ctx.sleep(z.ms);`],
    [`for (const [i, z] of out.entries()) await ctx.sleep(z.ms + i);`],
    [`y(out.some((z) => z.bad), out.every(({ n, list: [m] }) => n > m), out.includes(x), out.join());`],
    [
      `last = out.reduce((sum, z) => sum + z.n, 0); y(out.filter((z) => { if (z.a) return true; return z.b; }).length);`,
    ],
    [`last = out.map((z) => z.list).find((z, i) => z.length > i); if (last?.[0] === 1) break;`],
    [`last = [...out]; if (last.length > 3) break; last = { n: out.length, first: out[0] };`],
    [`switch (x) { case 1: return out; case 2: throw new Error(\`\${out}\`); }`],
  ])("%s", (part) => {
    expect(proven(loop(part))).toEqual(["out"]);
  });

  test.each([
    ["const", `const out = [];`],
    ["let", `let out = [];`],
    ["var", `var out = [];`],
    ["new Array()", `const out = new Array();`],
    ["made with elements", `const out = [1, { a: "b" }];`],
    ["made with a result", `const out = [await ctx.call("a", "b")];`],
  ])("made by %s", (_, made) => {
    expect(proven(`${made} out.push(1); await ctx.sleep(1); return out;`)).toEqual(["out"]);
  });

  test.each([
    [`return out;`],
    [`return { out, n: 1 };`],
    [`await ctx.call("a", "b", out);`],
    [`await ctx.call("a", "b", { out }); await ctx.sleep(1);`],
    [`const alias = out; alias[0].x = 1; await ctx.sleep(1); return alias;`],
    [`return out.map(String);`],
    [`out.sort(); return out;`],
    [`for (const x of out) await x;`],
    [`const [a, ...b] = out; await ctx.sleep(1); return [a, b];`],
    [`await Promise.all(out);`],
    [`out[0].x = 1; y(out);`],
  ])("its last use: %s", (end) => {
    expect(proven(loop(`out.push(await ctx.call("a", "b", x));`, end))).toEqual(["out"]);
  });

  test("a local that only counts is a primitive", () => {
    const body = `const out = []; for (let i = 0; i < 9; i++) { out.push({ i, r: await ctx.call("a", i) }); } await ctx.sleep(1); return out;`;
    expect(proven(body)).toEqual(["out"]);
    const sum = `const out = []; let sum = 0; for (const x of xs) { sum += await ctx.call("a", x); out.push(sum + 1); out.push(sum); } return out;`;
    expect(proven(sum)).toEqual(["out"]);
  });

  test("a durable function of the same file gives copies", () => {
    const before = `const child = durable.function(async (ctx: any, x: any) => ({ x }));`;
    expect(proven(loop(`out.push(await child(x));`), { before })).toEqual(["out"]);
  });

  test("several arrays, each for itself", () => {
    const body = `const a = []; const b = []; const c = []; for (const x of xs) { a.push(await ctx.call("a", x)); b.push(a); c.push(1); } return [a, b, c];`;
    expect(proven(body)).toEqual(["c"]);
  });

  test("in a closure that is a machine of its own", () => {
    const source = `import { durable } from "perdure";
export const f = durable.flow(async (ctx: any, xs: any) => {
  const g = async () => { const out = []; for (const x of xs) { out.push(await ctx.call("a", x)); } return out; };
  return await g();
});`;
    expect(provenIn(source)).toEqual({ f: [], g: ["out"] });
  });

  test("in an async generator", () => {
    const head = `async function* (ctx: any, xs: any)`;
    const source = `import { durable } from "perdure";
export const f = durable.flow(async (ctx: any, xs: any) => {
  const g = ${head} { const out = []; for (const x of xs) { out.push(await ctx.call("a", x)); yield out.length; } return 1; };
  for await (const n of g(ctx, xs)) await ctx.sleep(n);
});`;
    expect(provenIn(source)["g"]).toEqual([]);
    expect(provenIn(source.replace("(ctx: any, xs: any) {", "() {"))["g"]).toEqual(["out"]);
  });
});

describe("left to a guard: what passes may be a primitive", () => {
  test.each([
    ["index read", `y(out[0]);`],
    ["an element's member read", `y(out[0].x);`],
    ["an element changed by its name", `const z = out[0]; z.x = 1;`],
    ["an element handed on by its name", `const z = out.at(-1); y(z);`],
    ["an element handed on in a literal", `const z = { a: [out[0]] }; y(z);`],
    ["an element kept outside", `y.z = out[0];`],
    ["an element handed on by a loop", `for (const z of out) { const a = z.a; y(a); }`],
    ["an element handed on by a loop's pattern", `for (const { z } of out) y(z);`],
    ["a look by a function that hides the platform's", `const Math = y; last = Math.max(out[0]);`],
    ["an assignment that is handed on", `let z; y(z = [out[0]]);`],
    ["length computed", `y(out["length"]);`],
    ["optional length", `y(out?.length);`],
    ["for of", `for (const z of out) y(z);`],
    ["for of with an await", `for (const z of out) await z;`],
    ["a loop's variable", `out.push(x);`],
    ["a member", `out.push(x.y);`],
    ["an object with what others hold", `out.push({ x });`],
    ["an array with what others hold", `out.push([1, x]);`],
    ["a member of what others hold", `const r = await ctx.call("a", "b"); out.push(y[r.id]);`],
    ["a default that others hold", `const { a = y } = await ctx.call("a", "b"); out.push(a);`],
    ["a part that is also kept", `const { a } = await ctx.call("a", "b"); y.last = a; out.push(a);`],
    ["a native loop over what others hold", `for (const z of y) out.push(z);`],
    ["a name that is another one outside", `if (x) { const cfg = 1; y(cfg); } out.push(cfg);`],
    ["a choice", `out.push(x ? 1 : y);`],
    ["a default", `out.push(x ?? 1);`],
    ["an element whose member is kept", `const r = await ctx.call("a", "b"); y.last = r.x; out.push(r);`],
    ["an element in a closure", `const r = await ctx.call("a", "b"); y(() => r); out.push(r);`],
    ["a sum that is an object elsewhere", `let s: any = 0; s = y; out.push(s);`],
    ["a counter that takes an object", `let s: any = 0; s ||= y; out.push(s);`],
    ["a variable that a pattern fills", `let s: any = 0; [s] = y; out.push(s);`],
    ["a variable that a loop fills", `let s: any = 0; for (s of y) y(s); out.push(s);`],
    ["what was thrown", `try { y(); } catch (error) { out.push(error); }`],
    ["a parameter", `out.push(y);`],
    ["the time", `out.push({ at: ctx.now(), also: Date.now(), name: x.toString() });`],
    [
      "a part changed later",
      `const r = await ctx.call("a", "b"); out.push(r.a); const b = r.b; await ctx.sleep(1); b.x = 1;`,
    ],
    [
      "an element read on another way",
      `let r = await ctx.call("a", "b"); out.push(r); if (y) await y; y(r);`,
    ],
  ])("%s", (_, part) => {
    expect(proven(loop(part))).toEqual(["guarded out"]);
  });

  test("made with what others hold", () => {
    expect(proven(`const out = [y]; await ctx.sleep(1); return out;`)).toEqual(["guarded out"]);
  });

  test("two that have nothing to do with each other", () => {
    const body = `const a = []; for (const x of xs) { const r = await ctx.call("a", x); y(r.id); a.push(1); } return a;`;
    expect(proven(body)).toEqual(["a"]);
  });
});

describe("refused: something else may hold or change the array", () => {
  test.each([
    ["an element made new", `new out[0]();`],
    ["a callback whose result is handed on", `y(out.map((z) => z.list));`],
    ["a copy that is handed on", `y(out.slice());`],
    ["an assignment of a literal that is handed on", `let z; y(z = { a: 1 }); out.push(z);`],
    ["alias", `const alias = out; alias.push(1);`],
    ["alias by assignment", `y = out;`],
    ["kept in an object", `y.out = out;`],
    ["captured by a closure", `xs.forEach(() => out.push(1));`],
    ["read by a closure", `const n = () => out.length; n();`],
    ["captured by a step", `await ctx.run("a", () => out.length);`],
    ["an element called", `out[0]();`],
    ["an element's method called", `out[0].x.change();`],
    ["an element's list pushed to", `out[0].list.push(1);`],
    ["an element's list sorted", `out.at(-1).list.sort();`],
    ["an element deleted", `delete out[0];`],
    ["an element's member deleted", `delete out[0].x;`],
    ["an element counted", `out[0].n++;`],
    ["an element's member assigned by a pattern", `[out[0].x] = [1];`],
    ["an element as a tag", "out[0]`x`;"],
    ["an element asked for by instanceof", `if (out[0] instanceof y) break;`],
    ["an element changed by a loop", `for (const z of out) z.done = true;`],
    ["a loop into something else", `for (y.z of out) y();`],
    ["a callback that is anybody's", `out.forEach(y);`],
    ["a callback that changes an element", `out.forEach((z) => { z.done = true; });`],
    ["a callback that hands an element on", `out.forEach((z) => y(z));`],
    ["a callback that keeps an element", `out.forEach((z) => { last = z; });`],
    ["a callback that hands on what it captures", `last = out.map((z) => x); y(1);`],
    ["a callback with a default", `last = out.map((z = x) => z);`],
    ["a callback that is async", `last = out.map(async (z) => z.x);`],
    ["a callback that is a function", `last = out.map(function (z) { return z.x; });`],
    ["a callback that makes a closure", `last = out.map((z) => () => z);`],
    ["a computed method", `y(out["at"](0));`],
    ["a method that changes", `y(out.reverse().length);`],
    ["a list of entries that is handed on", `y(Object.entries(out));`],
    ["index write", `out[0] = 1;`],
    ["an element's member written", `out[0].x = 1;`],
    ["length written", `out.length = 0;`],
    ["length counted", `out.length++;`],
    ["length deleted", `delete out.length;`],
    ["length by destructuring", `[out.length] = [0];`],
    ["length in a loop's head", `for (out.length of y) y();`],
    ["spread", `y(...out);`],
    ["spread in a literal", `y = [...out];`],
    ["passed to a function", `y(out);`],
    ["awaited", `await out;`],
    ["destructured", `const [a] = out; y(a);`],
    ["destructured length", `const { length } = out; y(length);`],
    ["sort", `out.sort();`],
    ["pop", `out.pop();`],
    ["splice", `out.splice(0, 1);`],
    ["map", `y(out.map(String));`],
    ["push by a computed name", `out["push"](1);`],
    ["push taken out", `const push = out.push; push.call(out, 1);`],
    ["push.apply", `out.push.apply(out, y);`],
    ["push of a spread", `out.push(...y);`],
    ["push of itself", `out.push(out);`],
    ["push with itself inside", `out.push({ out });`],
    ["tagged template", "y`${out}`;"],
    ["new", `new y(out);`],
    ["thrown and caught", `try { throw out; } catch (e) { y(e); }`],
    ["kept by a finally", `try { y(); } finally { y(out); }`],
    ["returned and caught", `try { if (x) throw out; } catch (e) { y(e); }`],
    ["returned to a finally that goes on", `try { if (x) return out; } finally { continue; }`],
    ["given away before it goes on", `if (x) { y.out = out; continue; }`],
    ["given away in a branch inside", `if (x) { if (y) y.out = out; break; }`],
    ["assigned in an expression", `y(out = []);`],
  ])("%s", (_, part) => {
    const made = part.includes("out = []") ? "let" : "const";
    expect(proven(loop(part).replace("const out", `${made} out`))).toEqual([]);
  });

  test.each([
    [
      "reassigned",
      `let out = []; out.push(1); await ctx.sleep(1); out = []; await ctx.sleep(1); return out;`,
    ],
    ["made in two branches", `let out; if (y) out = []; else out = [1]; await ctx.sleep(1); return out;`],
    ["made anew in a loop", `for (const x of xs) { const out = []; await ctx.sleep(1); y(out.length); }`],
    ["a copy of a parameter", `const out = xs; out.push(1); await ctx.sleep(1); return out;`],
    ["made with a spread", `const out = [...xs]; await ctx.sleep(1); return out;`],
    ["made with a length", `const out = new Array(xs.length); await ctx.sleep(1); return out;`],
    ["a class of its own", `class Array {} const out: any = new Array(); await ctx.sleep(1); return out;`],
    ["a call", `const out = Array.from(xs); await ctx.sleep(1); return out;`],
    ["a parameter", `xs = []; xs.push(1); await ctx.sleep(1); return xs;`],
    ["never stored", `const out = []; out.push(1); return out;`],
    ["given away in one branch only", `const out = []; if (y) y.out = out; await ctx.sleep(1); return out;`],
  ])("%s", (_, body) => {
    expect(proven(body)).toEqual([]);
  });

  test("a parameter's default", () => {
    const head = "async (ctx: any, out: any = [])";
    expect(proven(`out.push(1); await ctx.sleep(1); return out;`, { head })).toEqual([]);
  });

  test("a class of the module called Array", () => {
    const before = `class Array {}`;
    const body = `const out: any = new Array(); await ctx.sleep(1); return out;`;
    expect(proven(body, { before })).toEqual([]);
  });
});

describe("refused: somebody else may hold the element", () => {
  test.each([
    ["new", `out.push(new y(x));`],
    ["a foreign promise", `out.push(await y);`],
    ["a foreign call", `out.push(await fetch(x));`],
    ["an operation not awaited", `out.push(ctx.call("a", "b"));`],
    ["a call", `out.push(y(x));`],
    ["a helper", `out.push(await y(ctx, x));`],
    ["an operation's promise", `const p = ctx.call("a", "b"); out.push(await p);`],
    ["a combination", `out.push(await Promise.all([ctx.call("a", "b")]));`],
    ["a method by a computed name", `out.push(await ctx["call"]("a", "b"));`],
    ["a method that is no operation", `out.push(await ctx.other("a"));`],
    ["another state", `out.push(await ctx.other.get("a"));`],
    ["a spread", `out.push({ ...x });`],
    ["a method", `out.push({ m() { return 1; } });`],
    ["a prototype", `out.push({ __proto__: null, a: 1 });`],
    [
      "a result concatenated with what others hold",
      `const r = await ctx.call("a", "b"); out.push(r.list.concat(y));`,
    ],
    ["a text split by what others hold", `const r = await ctx.call("a", "b"); out.push(r.name.split(y));`],
    ["a part written to a member", `const r = await ctx.call("a", "b"); [y.last] = r; out.push(r);`],
    [
      "an object made from a result and changed",
      `const r = await ctx.call("a", "b"); const o = { r }; o.r.x = 1; out.push(r);`,
    ],
    ["a closure", `out.push(() => 1);`],
    ["an assignment", `out.push(y = {});`],
    ["a sequence", `out.push((1, y));`],
    ["an element that is also kept", `const r = await ctx.call("a", "b"); y.last = r; out.push(r);`],
    ["an element changed", `const r = await ctx.call("a", "b"); r.x = 1; out.push(r);`],
    ["an element handed to a function", `const r = await ctx.call("a", "b"); out.push(r); y(r);`],
    [
      "an element kept over a checkpoint",
      `const r = await ctx.call("a", "b"); out.push(r); await y; r.x = 1;`,
    ],
    ["a literal that is kept", `const r = { a: 1 }; out.push(r); y.last = r;`],
    ["a literal around a result that is kept", `const r = await ctx.call("a", "b"); out.push({ r }); y(r);`],
  ])("%s", (_, part) => {
    expect(proven(loop(part))).toEqual([]);
  });

  test.each([
    ["a context that was replaced", `ctx = y; ${loop(`out.push(await ctx.call("a", "b"));`)}`],
    ["arguments", `arguments[0] = y; ${loop(`out.push(await ctx.call("a", "b"));`)}`],
  ])("%s", (_, body) => {
    expect(proven(body, { head: "async function (ctx: any, xs: any, y: any)" }).length).toBe(0);
  });

  test("a helper's context may be anybody's", () => {
    const body = loop(`out.push(await ctx.call("a", "b", x));`);
    const source = `import type { DurableContext } from "perdure";\nexport async function g(ctx: DurableContext, xs: any, y: any) {\n${body}\n}`;
    expect(provenIn(source)).toEqual({ g: [] });
  });

  test("a closure's own parameter called like the context", () => {
    const source = `import { durable } from "perdure";
export const f = durable.flow(async (ctx: any, xs: any, y: any) => {
  const g = async (ctx: any) => { ${loop(`out.push(await ctx.call("a", "b", x));`)} };
  return await g(y);
});`;
    expect(provenIn(source)["g"]).toEqual([]);
  });

  test("a function of another file, and a variable that holds a durable one", () => {
    const before = `import { other } from "./other.js"; let child = durable.function(async (ctx: any, x: any) => ({ x }));`;
    expect(proven(loop(`out.push(await other(x));`), { before })).toEqual([]);
    expect(proven(loop(`out.push(await child(x));`), { before })).toEqual([]);
  });

  test("a local function called like a durable one", () => {
    const before = `const child = durable.function(async (ctx: any, x: any) => ({ x }));`;
    expect(proven(`const child = y; ${loop(`out.push(await child(x));`)}`, { before })).toEqual([]);
  });

  test("what a generator is told", () => {
    const source = `import type { DurableContext } from "perdure";
export function* g(y: any): any { const out: any[] = []; for (;;) { const told = yield out.length; out.push(told); } }`;
    expect(provenIn(source)).toEqual({ g: [] });
  });
});
