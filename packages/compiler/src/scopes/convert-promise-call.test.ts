import { expect, test } from "vitest";
import { compile } from "../compile.js";

const HEAD = `import { durable } from "perdure";
const Shared = Promise;
let changed = Promise;
const other = { all: (x) => x };
`;

/** The calls of `Promise`'s functions in what the body is compiled to, in the order of the source. */
function calls(body: string): string[] {
  const source = `${HEAD}export default durable.flow(async (ctx, xs) => {\n${body}\n});`;
  const { code, diagnostics } = compile(source, { filename: "a.ts", packageName: "p", packagePath: "a.ts" });
  expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
  return (
    code
      .replace(HEAD, "")
      .replace(/"(?:[^"\\]|\\.)*"|\/\/.*/g, "")
      .match(/[\w$.?]*\b(?:all|allSettled|any|race|reject|resolve|try|withResolvers)\??\.?\(/g) ?? []
  );
}

const cases: readonly (readonly [body: string, ...expected: string[]])[] = [
  ["await Promise.all(xs);", "$perdure.promises.all("],
  ["const p = Promise.all(xs);", "$perdure.promises.all("],
  ["return Promise.race([await ctx.sleep(1)]);", "$perdure.promises.race("],
  ["return xs.map((x) => Promise.resolve(x));", "$perdure.promises.resolve("],
  ["const f = async () => Promise.any([await xs]);", "$perdure.promises.any("],
  ["function* g() { yield Promise.reject(1); }", "$perdure.promises.reject("],
  ["class A { static x = Promise.withResolvers(); }", "$perdure.promises.withResolvers("],
  ["const p = Promise?.allSettled?.(xs);", "$perdure.promises?.allSettled?.("],
  ["const p = globalThis.Promise.all(xs);", "$perdure.promises.all("],
  ["const P = Promise; const p = P.all(xs);", "$perdure.promises.all("],
  ["const P = Promise; return () => P.try(xs);", "$perdure.promises.try("],
  ["const p = Shared.all(xs);", "$perdure.promises.all("],
  // Whether a Node has it is the function's own question.
  ["const p = Promise.try?.(xs);", "Promise.try?.("],
  // Code of a step runs outside the turn.
  ["await ctx.run(() => Promise.all(xs));", "Promise.all("],
  ["const Promise = xs; Promise.all(xs);", "Promise.all("],
  ["let P = Promise; P = xs; P.all(xs);", "P.all("],
  ["const p = changed.all(xs);", "changed.all("],
  ["const p = other.all(xs);", "other.all("],
  ["const p = xs.all(xs);", "xs.all("],
  ["const all = Promise.all; all.call(Promise, xs);"],
  ["const p = new Promise((resolve) => resolve(1));", "resolve("],
];

test.each(cases)("%s", (body, ...expected) => {
  expect(calls(body)).toEqual(expected);
});

test("a file's own Promise is left alone", () => {
  const source = `import { durable } from "perdure"; import { Promise } from "./own.js";
    export default durable.flow(async (ctx, xs) => { const p = Promise.all(xs); });`;
  const { code } = compile(source, { filename: "a.ts", packageName: "p", packagePath: "a.ts" });
  expect(code).not.toContain("$perdure.promises");
});
