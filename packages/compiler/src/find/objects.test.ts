import { describe, expect, test } from "vitest";
import { compile } from "../compile.js";

const HEAD = `import { durable, DurableObject, type DurableContext } from "perdure";\n`;
const compiled = (source: string) =>
  compile(HEAD + source, { filename: "a.ts", packageName: "shop", packagePath: "src/a.ts" });
const codes = (source: string) => compiled(source).diagnostics.map(({ code, line }) => `${code} ${line - 1}`);

describe("classes of durable objects", () => {
  test("get their ids from their place, or from an explicit name", () => {
    const { code, diagnostics } = compiled(`
@durable.object
export class Order extends DurableObject {}
@durable.object({ name: "cart" })
class Cart extends DurableObject {}
export const Named = durable.object(class extends DurableObject {});
class Later extends DurableObject {}
durable.object({ name: "late" }, Later);
`);
    expect(diagnostics).toEqual([]);
    const ids = [...code.matchAll(/objectClass\([^,]+, "([^"]+)"\)/g)].map(([, id]) => id);
    expect(ids).toEqual(["shop/src/a.ts#Order", "shop#cart", "shop/src/a.ts#Named", "shop#late"]);
  });

  test("our decorators are written as calls; others stay", () => {
    const { code } = compiled(`
@durable.object({ tags: ["a"] }) @other
class Order extends DurableObject {
  @durable.shared
  total(): number { return 1; }
  @durable.method({ timeout: "1s" })
  async pay(ctx: DurableContext): Promise<void> { await ctx.sleep(1); }
  @logged @durable.method({ maxRetries: 1 }) add(): void {}
}`);
    expect(code).not.toMatch(/@durable/);
    expect(code).toMatch(/@other @\$perdure\.keep\(\$class_Order\)\s+class Order/);
    expect(code).toMatch(/@\$perdure\.keep\(\$method_pay\) pay\(ctx: DurableContext\): Promise<void> \{/);
    expect(code).toMatch(/@logged\s+add/);
    expect(code).toContain('(durable.shared)(Order.prototype["total"]);');
    expect(code).toContain('(durable.method({ timeout: "1s" }))(Order.prototype["pay"]);');
    expect(code).toMatch(/\(durable\.object\(\{ tags: \["a"\] \}\)\)\(Order\);/);
  });

  test("methods with a context become machines, others stay as they are", () => {
    const { code, manifest } = compiled(`
@durable.object
class Order extends DurableObject {
  async pay(ctx: DurableContext) { await ctx.sleep(1); }
  async add(item: string) { return item; }
}`);
    expect(manifest.machines.map(({ id }) => id)).toEqual(["shop/src/a.ts#Order/pay"]);
    expect(code).toContain("async add(item: string) { return item; }");
  });

  test("a file with plain methods alone is compiled too", () => {
    expect(compiled("@durable.object class A extends DurableObject {}").code).toContain("objectClass");
    expect(compiled("class A extends DurableObject { @durable.shared n() {} }").code).toContain(
      "durable.shared)(this",
    );
  });
});

describe("what is refused, with its place", () => {
  test.each([
    ["@durable.object class A extends DurableObject {\n#n = 1;\n}", ["PD1040 2"]],
    ["@durable.object class A extends DurableObject {\n#n() {}\n}", ["PD1040 2"]],
    ["@durable.object class A extends DurableObject {\naccessor n = 1;\n}", ["PD1040 2"]],
    ["@durable.object class A extends DurableObject {\nstatic #n = 1;\n}", []],
    ["class B extends DurableObject {\n#n = 1;\n}\n@durable.object class A extends B {}", ["PD1040 2"]],
    ["class B extends DurableObject {\n#n = 1;\n}", []],
    ["function f() {\n@durable.object class A extends DurableObject {}\n}", ["PD1041 2"]],
    [
      "@durable.object class A extends DurableObject {\nn(ctx: DurableContext) { return ctx.id; }\n}",
      ["PD1003 2"],
    ],
    ["@durable.object class A extends DurableObject {\nasync *n(ctx: DurableContext) {}\n}", ["PD1042 2"]],
    ["const name = 'a';\n@durable.object({ name }) class A extends DurableObject {}", ["PD1004 2"]],
    [
      "@durable.object({ name: 'a' }) class A extends DurableObject {}\n@durable.object({ name: 'a' }) class B extends DurableObject {}",
      ["PD1005 2"],
    ],
    ["@durable.object class A extends DurableObject {\n@counted async n(ctx: DurableContext) {}\n}", []],
  ])("%s", (source, expected) => {
    expect(codes(source)).toEqual(expected);
  });

  test("the message names `private`", () => {
    const [diagnostic] = compiled(
      "@durable.object class A extends DurableObject { #secret = 1 }",
    ).diagnostics;
    expect(JSON.stringify(diagnostic)).toContain("private secret");
  });
});
