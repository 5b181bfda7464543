import { originalPositionFor, TraceMap } from "@jridgewell/trace-mapping";
import { describe, expect, test } from "vitest";
import { compile, type CompileResult } from "./compile.js";

const compileText = (source: string, filename = "src/cart.ts"): CompileResult =>
  compile(source, { filename, packageName: "shop", packagePath: "src/cart.ts" });

const HEAD = `import { durable, type DurableContext } from "perdure";\n`;
const FLOW = `${HEAD}
export const checkout = durable.flow(async (ctx: DurableContext, items: string[]) => {
  let total = 0;
  const add = (price: number) => (total += price);
  for (const item of items) {
    const price = await ctx.call("prices", "of", item);
    add(price);
  }
  return await helper(ctx, total);
});
async function helper(ctx: DurableContext, total: number) {
  await ctx.sleep("1s");
  return total;
}
`;

describe("what is left alone", () => {
  test("a file without a trace of durable code is not parsed", () => {
    const source = "this is not even JavaScript";
    expect(compileText(source)).toEqual({
      code: source,
      map: null,
      manifest: { file: "src/cart.ts", package: "shop", machines: [], closures: [] },
      diagnostics: [],
    });
  });

  test("a file that only mentions perdure comes back unchanged", () => {
    const source = `// perdure\nexport const x: number = 1;\n`;
    expect(compileText(source)).toMatchObject({ code: source, map: null, diagnostics: [] });
  });

  test("a file with an error comes back unchanged", () => {
    const source = `${HEAD}export const a = durable.flow(async (ctx) => { eval("1"); });`;
    expect(compileText(source)).toMatchObject({ code: source, map: null, diagnostics: [{ code: "PD1002" }] });
  });

  test("everything around the machines stays byte for byte", () => {
    const before = `#!/usr/bin/env node\n"use strict";\n/** doc */\n`;
    const middle = `\nenum  E { A = 1 }\nconst   odd = <T,>(x: T) : T => x ;\n`;
    const source = `${before}${HEAD}${middle}export const f = async (ctx: DurableContext) => 1;\nclass   K { }\n`;
    const { code } = compileText(source);
    const imported = `import * as $perdure from "perdure/machine"; $register(); `;
    expect(code.startsWith(before + imported + HEAD + middle + "export const f = $perdure.machine({")).toBe(
      true,
    );
    expect(code).toContain("});\nclass   K { }\n");
  });

  test("a CommonJS file requires the runtime", () => {
    const { code } = compileText(
      `async function f() { "use durable"; await 1; }\nmodule.exports = f;`,
      "cart.cjs",
    );
    expect(code).toMatch(/^const \$perdure = require\("perdure\/machine"\); /);
    expect(code).not.toContain("import *");
  });

  test.each([
    `const { durable } = require("perdure"); module.exports = durable.flow(async (ctx) => 1);`,
    `const durable = require("perdure").durable; module.exports = durable.flow(async (ctx) => 1);`,
    `const perdure = require("perdure"); module.exports = perdure.durable.flow(async (ctx) => 1);`,
    `module.exports = require("perdure").durable.flow(async (ctx) => 1);`,
  ])("a function is found in %s", (source) => {
    const { code } = compileText(source, "cart.cjs");
    expect(code).toContain("durable.flow($perdure.machine({");
    expect(code).toMatch(/^const \$perdure = require\("perdure\/machine"\); /);
  });

  test("taken names are avoided", () => {
    const { code } = compileText(
      `${HEAD}const $perdure = 1;\nexport const f = async (ctx: DurableContext) => $perdure;`,
    );
    expect(code).toContain(`import * as $perdure_2 from "perdure/machine"`);
  });
});

describe("identity", () => {
  const machinesOf = (source: string) => compileText(source).manifest.machines;

  test("ids are the package, the path and the place, or the explicit name", () => {
    const source = `import * as p from "perdure"; import { durable as d, type DurableContext as C } from "perdure";
      export const named = d.task({ name: "explicit" }, async () => 1);
      export const flows = { a: p.durable.workflow(async (ctx) => 1), "b c": async (ctx: p.DurableContext) => 1 };
      export default async function (ctx: C) {}
      async function given(ctx: C) {}
      export const flow = d.flow({ name: "given" }, given);
      d.function(options(), async function own(ctx) {});`;
    const { diagnostics, manifest } = compileText(source);
    expect(diagnostics).toEqual([]);
    expect(manifest.machines.map(({ id, name, kind, durable }) => ({ id, name, kind, durable }))).toEqual([
      { id: "shop/src/cart.ts#flows/a", name: "a", kind: "workflow", durable: true },
      { id: "shop/src/cart.ts#flows/b c", name: "b c", kind: "helper", durable: false },
      { id: "shop/src/cart.ts#default", name: "default", kind: "helper", durable: false },
      { id: "shop#given", name: "given", kind: "flow", durable: true },
      { id: "shop/src/cart.ts#own", name: "own", kind: "function", durable: true },
      { id: "shop#explicit", name: "named", kind: "task", durable: true },
    ]);
  });

  test("a machine's hash ignores comments, formatting and types, and sees code", () => {
    const hashOf = (body: string) =>
      machinesOf(`${HEAD}export const f = async (ctx: DurableContext) => { ${body} };`)[0]!.hash;
    const hash = hashOf(`const x: number = await ctx.sleep("1s"); return x as unknown;`);
    expect(hash).toMatch(/^[0-9a-f]{12}$/);
    expect(hashOf(`/* c */ const x = await ctx.sleep('1s')\n // d\n return (x)`)).toBe(hash);
    expect(hashOf(`const x = await ctx.sleep("2s"); return x;`)).not.toBe(hash);
  });

  test("unrelated code changes neither hash nor keys nor closures", () => {
    const before = compileText(FLOW).manifest;
    const after = compileText(
      `${HEAD}const other = async (ctx: DurableContext) => [1].map((x) => x);\n${FLOW.slice(HEAD.length)}`,
    ).manifest;
    const shape = (manifest: typeof before) => ({
      machines: manifest.machines
        .filter(({ name }) => name !== "other")
        .map(({ id, hash, checkpoints }) => ({
          id,
          hash,
          keys: checkpoints.map(({ key, live }) => [key, live]),
        })),
      closures: manifest.closures.filter(({ id }) => !id.includes("other")),
    });
    expect(shape(after)).toEqual(shape(before));
  });

  test("an await inserted above leaves the keys of the others", () => {
    const keysOf = (body: string) =>
      machinesOf(`${HEAD}export const f = async (ctx: DurableContext) => { ${body} };`)[0]!.checkpoints.map(
        ({ key }) => key,
      );
    const [a, b, again] = keysOf(`await ctx.call("a"); await other(1); await ctx.call("a");`);
    expect([a, b, again]).toEqual([
      expect.stringMatching(/^ctx\.call~[0-9a-f]{6}$/),
      expect.stringMatching(/^other~[0-9a-f]{6}$/),
      `${a}.2`,
    ]);
    expect(keysOf(`await ctx.sleep(1); await ctx.call("a"); let y = await x; await other(1);`)).toEqual([
      expect.stringMatching(/^ctx\.sleep~/),
      a,
      expect.stringMatching(/^x~/),
      b,
    ]);
  });

  test("closures are named by their place, else by a hint and their source", () => {
    const { closures } =
      compileText(`${HEAD}export const f = durable.flow({ name: "n" }, async (ctx: DurableContext, xs: number[]) => {
      let n = 0;
      const inc = () => { const inner = () => n++; return inner; };
      const o = { prop: () => 1, method() {} };
      xs.map((x) => x + n); xs.map((x) => x + n);
      await ctx.run(() => n);
    });`).manifest;
    expect(closures.map(({ id, scopes }) => [id.replace(/~[0-9a-f]{6}/, "~#"), scopes])).toEqual([
      ["shop/src/cart.ts#f/inc/inner", ["$scope_n"]],
      ["shop/src/cart.ts#f/inc", ["$scope_n"]],
      ["shop/src/cart.ts#f/prop", []],
      ["shop/src/cart.ts#f/method", []],
      ["shop/src/cart.ts#f/map~#", ["$scope_n"]],
      ["shop/src/cart.ts#f/map~#~2", ["$scope_n"]],
      ["shop/src/cart.ts#f/run~#", ["$scope_n"]],
    ]);
  });

  test("checkpoints are numbered in source order and list what is live", () => {
    const { checkpoints } = machinesOf(FLOW)[0]!;
    expect(
      checkpoints.map(({ number, kind, line, column, source, live }) => ({
        number,
        kind,
        line,
        column,
        source,
        live,
      })),
    ).toEqual([
      {
        number: 1,
        kind: "await",
        line: 7,
        column: 19,
        source: `const price = await ctx.call("prices", "of", item);`,
        live: ["ctx", "$scope_total", "add", "$of_items"],
      },
      { number: 2, kind: "call", line: 10, column: 10, source: "return await helper(ctx, total);", live: [] },
    ]);
  });

  test("references name functions, classes, frozen constants and imports used as values", () => {
    const { code } = compileText(`${HEAD}import { used, called, type Shape } from "./other.js";
      class K { static #made = 0; }
      class Private { #state = 1; }
      class Inheriting extends Private {}
      class Guarded { #check() {} }
      class Derived extends K {}
      const frozen = Object.freeze({ a: 1 });
      const plain = { a: 1 };
      let changing = () => 1;
      const arrow = () => 1;
      function declared() {}
      export const flow = durable.flow(async (ctx: DurableContext, s: Shape) => [called(), [1].map(used), K, plain, changing, declared]);`);
    const { names } = /references\("(?<prefix>.*?)", \{(?<names>[^}]*)\}/.exec(code)!.groups!;
    expect(names!.split(",").map((entry) => entry.split(":")[0]!.trim())).toEqual([
      "used",
      "K",
      "Derived",
      "frozen",
      "arrow",
      "declared",
      "flow",
    ]);
  });
});

describe("source map", () => {
  const { code, map } = compileText(FLOW);
  const trace = new TraceMap(map as ConstructorParameters<typeof TraceMap>[0]);

  /** Where the n-th occurrence of a text in the output comes from, as the source's text from there on. */
  function originOf(text: string, at = 0): string | undefined {
    const index = code.indexOf(text) + at;
    expect(code.indexOf(text), text).toBeGreaterThanOrEqual(0);
    const lines = code.slice(0, index).split("\n");
    const { line, column, source } = originalPositionFor(trace, {
      line: lines.length,
      column: lines.at(-1)!.length,
    });
    expect(source).toBe("src/cart.ts");
    return FLOW.split("\n")[line! - 1]?.slice(column!);
  }

  test("leads statements and calls of machines back to the source", () => {
    expect(originOf(`ctx.call("prices"`)).toMatch(/^ctx\.call\("prices"/);
    expect(originOf(`"prices", "of"`)).toMatch(/^"prices", "of"/);
    expect(originOf(`add(price)`)).toMatch(/^add\(price\)/);
    expect(originOf(`$scope_total.total += price`)).toMatch(/^total \+= price/);
    expect(originOf(`ctx.sleep("1s")`)).toMatch(/^ctx\.sleep\("1s"\)/);
  });

  test("leads untouched code back token by token", () => {
    expect(originOf(`export const checkout`)).toMatch(/^export const checkout/);
    expect(originOf(`durable.flow(`, "durable.".length)).toMatch(/^flow\(async/);
  });
});

test("passes are reported with a printable form, and printed only when somebody listens", () => {
  const passes: string[] = [];
  const options = { filename: "src/cart.ts", packageName: "shop", packagePath: "src/cart.ts" };
  compile(FLOW, { ...options, onPass: (name, text) => passes.push(`${name}: ${text.split("\n")[0]}`) });
  expect(passes.map((pass) => pass.split(":")[0])).toEqual([
    "find",
    ...["checkout", "helper"].flatMap((name) =>
      ["desugar", "analyse", "scopes", "lower", "append-only", "liveness", "emit"].map(
        (pass) => `${pass} ${name}`,
      ),
    ),
    "assemble",
  ]);
  expect(passes[0]).toBe("find: flow shop/src/cart.ts#checkout");
});

test("the same input gives the same output, also after other files", () => {
  const first = compileText(FLOW);
  compileText(`${HEAD}export const $f = durable.flow(async (ctx) => 1);`);
  expect(compileText(FLOW)).toEqual(first);
});
