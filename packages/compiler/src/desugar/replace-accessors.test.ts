import { runInThisContext } from "node:vm";
import { describe, expect, it } from "vitest";
import { parse } from "@babel/parser";
import { print } from "../print/print.js";
import { compile } from "../compile.js";
import { holdsAccessor, replaceAccessors } from "./replace-accessors.js";

interface Named {
  readonly name: string;
}

function replaced(code: string): string {
  const { program } = parse(code, { plugins: ["decorators", "decoratorAutoAccessors"] });
  replaceAccessors(program);
  return print(program).replace(/\s+/g, " ");
}

describe("accessor fields", () => {
  it("become a private field with a getter and a setter", () => {
    expect(replaced("class A { static accessor x = f(); }")).toBe(
      "class A { static #$x = f(); static get x() { return this.#$x; } static set x(value) { this.#$x = value; } }",
    );
    expect(replaced(`class A { accessor "a b"; }`)).toContain(`#$a_b; get "a b"()`);
    expect(replaced("class A { accessor ['k'] = 1; accessor #p = 2 }")).toMatch(
      /get \['k'\]\(\).*get #p\(\)/,
    );
  });

  it("take a name that the code does not use", () => {
    expect(replaced("class A { #$x; #$$x; accessor x; }")).toContain("#$$$x; get x()");
    expect(replaced("class A { accessor x; } class B { accessor x; }")).toMatch(/#\$x; .*#\$\$x; /);
  });

  it("name a function after themselves", () => {
    const code = replaced(
      "class A { accessor f = () => this; accessor g = class {}; accessor h = function own() {}; accessor #p = () => 1; p() { return this.#p; } }",
    );
    const A = runInThisContext(`(() => { ${code} return A; })()`) as new () => Record<
      "f" | "g" | "h",
      Named
    > & {
      p(): Named;
    };
    const made = new A();
    expect([made.f.name, made.g.name, made.h.name, made.p().name]).toEqual(["f", "g", "own", "#p"]);
    expect((made.f as unknown as () => unknown)()).toBe(made);
  });

  it.each([
    ["@d accessor x = 1", []],
    ["accessor [k] = 1", ["PD1002"]],
  ])("are left where they have a decorator or a computed key: %s", (field, codes) => {
    const { program } = parse(`class A { ${field}; }`, { plugins: ["decorators", "decoratorAutoAccessors"] });
    replaceAccessors(program);
    expect(holdsAccessor(program)).toBe(true);
    const source = `import { durable } from "perdure"; durable.flow(async (ctx) => { class A { ${field} } });`;
    const { diagnostics } = compile(source, { filename: "a.ts", packageName: "a", packagePath: "a.ts" });
    expect(diagnostics.map(({ code }) => code)).toEqual(codes);
  });
});
