import { describe, expect, test } from "vitest";
import { compile } from "../compile.js";

/** The closures in a body that ask whether their execution runs, by what stands after the question. */
function guarded(body: string): string[] {
  const source = `import { durable } from "perdure";
export default durable.flow(async (ctx, xs) => {\nlet n = 0; const list = [];\n${body}\n});`;
  const { code, diagnostics } = compile(source, { filename: "a.ts", packageName: "p", packagePath: "a.ts" });
  expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
  const asked = [...code.matchAll(/\$turn\.isOpen \|\| \$perdure\.stale\("(.*)"\);\s*(.*?);/g)];
  const made = code.match(/const \$turn = \$perdure\.turn\(\);/g) ?? [];
  if (!body.includes("class ")) expect(made).toHaveLength(asked.length);
  return asked.map(([, name, next]) => `${name}: ${next!.replace(/\$scope_\w+\./g, "")}`);
}

const check = (cases: readonly (readonly [body: string, ...expected: string[]])[]): void =>
  test.each(cases)("%s", (body, ...expected) => {
    expect(guarded(body)).toEqual(expected);
  });

describe("closures that others may keep and that change what they capture", () => {
  check([
    [`xs.on("a", () => { n = 1; });`, ": n = 1"],
    [`xs.on("a", () => n++);`, ": return n++"],
    [`xs.on("a", (x) => { [n] = x; });`, ": [n] = x"],
    [`xs.on("a", (x) => { list.length = 0; });`, ": list.length = 0"],
    [`xs.on("a", (x) => { delete list[0]; });`, ": delete list[0]"],
    [`xs.on("a", (x) => list.push(x));`, ": return list.push(x)"],
    [`const inc = () => { n++; }; setTimeout(inc, 5);`, "inc: n++"],
    [`function inc() { n++; } return [inc];`, "inc: n++"],
    [`return { inc() { n++; }, set x(v) { n = v; } };`, "inc: n++", "set x: n = v"],
    [`class A { up() { n++; } } return new A();`, "up: n++"],
    [`const counter = () => { let k = 0; return () => ++k; }; return counter;`, ": return ++k"],
    [`xs.on("a", () => xs.forEach((x) => { n += x; }));`, ": return xs.forEach($make_forEach($scope_n))"],
    [`const add = (x) => { n += x; }; xs.on("a", (x) => add(x));`, ": return (0, add)(x)"],
    [`function a() { b(); } function b() { n++; } xs.on("a", () => { a(); });`, ": (0, a)()"],
    [`await new Promise((resolve) => xs.on("a", () => { n = 1; resolve(); }));`, ": n = 1"],
  ]);
});

describe("closures that are called inside a turn only, or change nothing that is stored", () => {
  check([
    [`xs.forEach((x) => { n += x; });`],
    [`xs.map((x) => list.push(x)); xs.sort(() => n++); Array.from(xs, () => n++);`],
    [`const add = (x) => { n += x; }; add(1); xs.forEach((x) => add(x));`],
    [`(() => { n = 1; })();`],
    [`await new Promise((resolve) => { n = 1; resolve(); });`],
    [`xs.on("a", () => n + list.length);`],
    [`xs.on("a", (x) => { let m = 0; m++; const own = []; own.push(x); });`],
    [`xs.on("a", (x) => { x.y = 1; x.push(2); });`],
    [`xs.on("a", async () => { n = 1; });`],
    [`await ctx.run(() => { const own = []; own.push(1); return own; });`],
  ]);
});
