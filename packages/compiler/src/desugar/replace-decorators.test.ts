import { describe, expect, test } from "vitest";
import { compile } from "../compile.js";

const HEAD = `import { durable, type DurableContext } from "perdure";\n`;

function compiled(source: string, older = false) {
  const place = { filename: "a.ts", packageName: "p", packagePath: "a.ts" };
  const { code, diagnostics, manifest } = compile(HEAD + source, { ...place, olderDecorators: () => older });
  expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
  return { code: code.replace(/\s+/g, " "), manifest };
}
const inside = (body: string, older = false) =>
  compiled(`export default durable.flow(async (ctx, dec: any, Base: any) => {\n${body}\n});`, older);

describe("a class inside a durable function", () => {
  test("is decorated where its static part begins, and once", () => {
    const { code } = inside("class A { @dec m() {} @dec static x = 1; }");
    expect(code).toContain('$perdure.decorate(this, [{ kind: "method", name: "m", decorators:');
    expect(code).toContain('{ kind: "field", name: "x", decorators:');
    expect(code).toContain("[$perdure.STATICS]");
    expect(code).not.toMatch(/@\w/);
  });

  test("has decorators, base and keys evaluated before it, in the order of the source, and awaits among them", () => {
    const { manifest } = inside(
      "@dec(1) class A extends (await Base(2)) { @(await dec(3)) x = 1; @dec(4) [await dec(5)]() {} }\nreturn A;",
    );
    expect(manifest.machines[0]!.checkpoints.map(({ key }) => key.replace(/~.*/, ""))).toEqual([
      "Base",
      "dec",
      "dec",
    ]);
  });

  test("keeps the ids of its closures while other code is edited", () => {
    const ids = (source: string) => inside(source).manifest.closures.map(({ id }) => id);
    const source = "class A { @dec m() { return () => 1; } n() { return 2; } }";
    expect(ids(source)).toEqual(ids(`const before = 1; ${source.replace("2;", "3;")} dec(before, A);`));
  });

  test("has TypeScript's older decorators called after it, with those of parameters", () => {
    const { code } = inside(
      "class A { @dec m(@dec a: number) {} constructor(@dec readonly b: number) {} }",
      true,
    );
    expect(code).toMatch(/\$perdure\.decorateOlder\(.*, \[\{ name: "m", decorators: /);
    expect(code).toContain("$perdure.ofParameter(0, dec)");
  });
});

describe("plain functions that decorate it", () => {
  test("make functions that can be stored, and so do those that they call", () => {
    const { manifest } = compiled(`
const log: string[] = [];
function plain() { return () => 1; }
function wrap(m: any) { return () => m(); }
export function logged(m: any, c: any) { log.push(c.name); return wrap(m); }
export const times = (by: number) => () => (value: number) => value * by;
export default durable.flow(async () => { class A { @logged m() {} @times(2) x = 1; } return plain().length + A.length; });`);
    const ids = manifest.closures.map(({ id }) => id.replace(/~.*/, "~"));
    expect(ids.filter((id) => id.startsWith("p/a.ts#wrap/"))).toHaveLength(1);
    expect(ids.filter((id) => id.startsWith("p/a.ts#times/"))).toHaveLength(2);
    expect(ids.filter((id) => id.startsWith("p/a.ts#plain"))).toEqual([]);
    expect(manifest.machines.map(({ name }) => name)).toEqual(["default"]);
  });

  test("under the directive also in a file of their own, where an async wrapper is a machine", () => {
    const { code, manifest } = compiled(
      `export function slow(m: any) { "use durable"; return async (ctx: DurableContext) => { await ctx.sleep(1); return m(ctx); }; }`,
    );
    expect(manifest.machines).toMatchObject([{ kind: "closure", durable: false }]);
    expect(code).toMatch(/export function slow\(m\) \{/);
  });

  test("stay as they are where a durable function is inside of them", () => {
    const source = `function dec(m: any) { const f = durable.flow(async () => 1); return () => f; }
export default durable.flow(async () => { class A { @dec m() {} } return A; });`;
    expect(compiled(source).code).toContain("function dec(m: any)");
  });
});

describe("durable methods with decorators", () => {
  const method = (text: string, older = false) => compiled(`class A {\n${text}\n}`, older).code;

  test("stay methods, which start their machine, and are kept by the first decorator to be called", () => {
    const code = method(
      "@dec() public async pay(ctx: DurableContext, n: number): Promise<number> { return n; }",
    );
    expect(code).toContain(
      "@dec() @$perdure.keep($method_pay) pay(ctx: DurableContext, n: number): Promise<number> {",
    );
    expect(code).toContain("return $perdure.start($method_pay.machine, this, arguments);");
    expect(code).toContain('}, $class.prototype, "pay");');
  });

  test("evaluate patterns and defaults in the machine only", () => {
    const code = method(
      "@dec static async pay(@dec ctx: DurableContext, { a }: Options, [b]: number[] = [f()], c = g(), ...rest: number[]) {}",
    );
    expect(code).toContain(
      "keep($method_pay) static pay(@dec ctx: DurableContext, $2: Options, $3: number[] = undefined, c = undefined, ...rest: number[]) {",
    );
    expect(code).toContain('}, $class, "pay");');
  });

  test("keep their kinds of keys", () => {
    for (const key of [`"a b"`, `["c"]`, `5`, `[Symbol.asyncIterator]`])
      expect(method(`@dec async ${key}(ctx: DurableContext) {}`)).toContain(
        `) ${key}(ctx: DurableContext) {`,
      );
  });

  test("are not kept where nothing decorates them, not even our own marks", () => {
    expect(method("async pay(ctx: DurableContext) {} @dec other() {}")).not.toContain("keep(");
    expect(method("@durable.method({}) async pay(ctx: DurableContext) {}")).not.toContain("keep(");
  });

  test("have the code that they had: decorators are no part of it", () => {
    const hashes = (text: string) =>
      compiled(`class A { ${text} async pay(ctx: DurableContext) { await ctx.sleep(1); } }`).manifest
        .machines;
    expect(hashes("@dec")).toMatchObject(hashes("").map(({ id, hash }) => ({ id, hash })));
  });
});
