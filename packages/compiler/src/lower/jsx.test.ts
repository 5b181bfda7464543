import { describe, expect, it } from "vitest";
import { transformSync } from "esbuild";
import { compile } from "../compile.js";

function compiled(body: string): string {
  const source = `import { durable } from "perdure";\nimport { Card } from "./card.js";\nexport const f = durable.flow(async (ctx, Given, list) => {\n${body}\n});`;
  const { code, diagnostics } = compile(source, {
    filename: "a.tsx",
    packageName: "a",
    packagePath: "a.tsx",
  });
  expect(diagnostics).toEqual([]);
  // Whatever the build makes of it, it must be able to read it.
  expect(transformSync(code, { loader: "tsx", jsx: "automatic" }).warnings).toEqual([]);
  return code;
}

describe("JSX with an await", () => {
  it("stays JSX over what was evaluated before it", () => {
    const code = compiled("return <p a={g()} {...h()}>text &amp; {i()} {await ctx.run(j)}<b/></p>;");
    expect(code).toMatch(/\$a = g\(\);\s+\$h = { \.\.\.h\(\) };\s+\$i = i\(\);\s+\$f.out = ctx.run\(j\)/);
    expect(code).toContain("<p a={$a} {...$h}>text &amp; {$i} {$value}<b /></p>");
  });

  it("keeps elements before it, and reads components first", () => {
    const code = compiled("return <Card><Given x={1}/><list.Item y={await ctx.run(j)}/></Card>;");
    expect(code).toMatch(/\$Given = <Given x=\{1\} \/>;\s+\$Item = list\.Item;\s+\$f\.out = ctx\.run\(j\)/);
    expect(code).toContain("<Card>{$Given}<$Item y={$value} /></Card>");
  });

  it("reads a component anew where it may have changed", () => {
    const code = compiled(
      "let Shown = Given; const set = () => (Shown = Card); set(); return <Shown a={await ctx.run(j)}/>;",
    );
    expect(code).toMatch(/\$Shown = \$scope_\w+\.Shown;/);
    expect(code).toContain("<$Shown a={$value} />");
  });

  it("leaves comments, fragments and namespaced names", () => {
    const code = compiled("return <>{/* note */}<a:b c:d='e' f={await ctx.run(j)} {...g}/></>;");
    expect(code).toContain("<a:b c:d='e' f={$value} {...g} />");
  });

  it("knows objects of components and `this` as variables", () => {
    const code = compiled("const draw = () => <list.Item/>; await ctx.sleep(1); return draw();");
    expect(code).toMatch(/<\$scope_\w+\.list\.Item \/>/);
  });
});
