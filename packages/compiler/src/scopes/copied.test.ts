import { describe, expect, it } from "vitest";
import { compile } from "../compile.js";

/** What the closures of a durable function with this body are made of: scope objects and copies, by closure. */
function captures(body: string): Record<string, readonly string[]> {
  const source = `import { durable } from "perdure";\ndurable.flow("f", async (ctx, xs) => {\n${body}\n});`;
  const options = { filename: "a.ts", packageName: "p", packagePath: "a.ts" };
  const { code, diagnostics } = compile(source, options);
  expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
  const found = code
    .replaceAll(/\s+/g, " ")
    .matchAll(/closure\(\{ id: "[^"]*\/([^"/]*)".*?scopes: \[(.*?)\]/g);
  return Object.fromEntries(
    [...found].map(([, name, list]) => [
      name!.replace(/~.*/, ""),
      list!
        .split(", ")
        .filter(Boolean)
        .map((item) => JSON.parse(item) as string),
    ]),
  );
}

describe("what a closure takes a copy of", () => {
  it.each<[what: string, body: string, closure: string, expected: readonly string[]]>([
    [
      "a loop's number",
      "for (let i = 0; i < 3; i++) { const get = () => i; xs.add(get); await ctx.sleep(1); }",
      "get",
      ["i"],
    ],
    [
      "a number that is calculated",
      "for (let i = 0; i < 3; i++) { const n = i * xs.by; const get = () => n; xs.add(get); }",
      "get",
      ["n"],
    ],
    [
      "two loops' numbers",
      "for (let i = 0; i < 3; i++) for (let j = 9; j; j -= 2) { const get = () => [i, j]; xs.add(get); }",
      "get",
      ["i", "j"],
    ],
    [
      "what a closure inside uses",
      "for (let i = 0; i < 3; i = i + 1) { const get = () => () => i; xs.add(get); }",
      "get",
      ["i"],
    ],
    [
      "a text beside a variable of the function",
      "let sum = 0; for (;;) { const text = `${xs}`; const get = () => (sum++, text); xs.add(get); await ctx.sleep(1); }",
      "get",
      ["$scope_sum", "text"],
    ],
    [
      "a plain function's own",
      "const make = (count) => { for (let i = 0; i < count; i++) { const get = () => i; xs.add(get); } }; make(2);",
      "get",
      ["i"],
    ],
  ])("%s", (_, body, closure, expected) => {
    expect(captures(body)[closure]).toEqual(expected);
  });

  it.each<[what: string, body: string, expected: readonly string[]]>([
    ["is no primitive for sure", "for (const x of xs) { const get = () => x; xs.add(get); }", ["$scope_x"]],
    [
      "may be an object",
      "for (;;) { const n = xs.n; const get = () => n; xs.add(get); await ctx.sleep(1); }",
      ["$scope_n"],
    ],
    [
      "becomes an object",
      "for (let i = 0; i < 3; i = xs.next) { const get = () => i; xs.add(get); }",
      ["$scope_i"],
    ],
    [
      "is a copy of itself",
      "for (let i = i; ; ) { const get = () => i; xs.add(get); await ctx.sleep(1); }",
      ["$scope_i"],
    ],
    [
      "the body writes",
      "for (let i = 0; i < 3; i++) { const get = () => i; xs.add(get); i++; }",
      ["$scope_i"],
    ],
    ["a closure writes", "for (let i = 0; i < 3; i++) { const get = () => i++; xs.add(get); }", ["$scope_i"]],
    [
      "another closure writes",
      "for (let i = 0; i < 3; i++) { const get = () => i; xs.add(get, () => i++); }",
      ["$scope_i"],
    ],
    ["the head captures", "for (let i = 0, get = () => i; i < 3; i++) { xs.add(get); }", ["$scope_i"]],
    [
      "the update captures",
      "for (let i = 0; i < 3; i++, xs.add(() => i)) { const get = () => i; xs.add(get); }",
      ["$scope_i"],
    ],
    [
      "comes later",
      "for (;;) { const get = () => late; const late = 1; xs.add(get); await ctx.sleep(1); }",
      ["$scope_late"],
    ],
    [
      "comes after a function",
      "for (;;) { const late = 1; function get() { return late; } xs.add(get); await ctx.sleep(1); }",
      ["$scope_late"],
    ],
    [
      "stands in another case",
      "switch (xs) { case 1: const n = 1; default: const get = () => n; xs.add(get); }",
      ["$scope_n"],
    ],
    ["belongs to the function itself", "const n = 1; const get = () => n; xs.add(get);", ["$scope_n"]],
    [
      "an async closure uses",
      "for (let i = 0; i < 3; i++) { const get = async () => i; await xs.add(get); }",
      ["$scope_i"],
    ],
    [
      "a class uses",
      "for (let i = 0; i < 3; i++) { const get = class { n = i; }; xs.add(get); }",
      ["$scope_i"],
    ],
    [
      "is one of three",
      "for (;;) { const a = 1, b = 2, c = 3; const get = () => a + b + c; xs.add(get); await ctx.sleep(1); }",
      ["$scope_a_b_c"],
    ],
  ])("is nothing that %s", (_, body, expected) => {
    expect(captures(body)["get"]).toEqual(expected);
  });
});
