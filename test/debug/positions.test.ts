import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parse, type ParserPlugin } from "@babel/parser";
import * as t from "@babel/types";
import { compile } from "@perdure/compiler";
import { eachMapping, TraceMap } from "@jridgewell/trace-mapping";
import { describe, expect, test } from "vitest";

// Every statement and every call of the fixtures' compiled functions has a place in the compiled code.
const suite = fileURLToPath(new URL("../../fixtures/language/", import.meta.url));
const sources = readdirSync(suite).flatMap((name) =>
  readdirSync(join(suite, name))
    .filter((file) => /\.tsx?$/.test(file))
    .map((file) => `${name}/${file}`),
);

/** Statements without code of their own: what is in them has its places. */
const SILENT: ReadonlySet<string> = new Set([
  "BlockStatement",
  "EmptyStatement",
  "LabeledStatement",
  "TryStatement",
  "FunctionDeclaration",
  "BreakStatement",
  "ContinueStatement",
]);

/** Code that cannot be reached is not compiled. */
const UNREACHABLE: Readonly<Record<string, readonly string[]>> = {
  "function-hoisting/input.ts": ["36:4 ReturnStatement return 1;"],
  // The first of two functions of one name.
  "literal-prototypes/input.ts": ["14:8 ReturnStatement return 1;"],
  "while-and-do/input.ts": ["23:15 CallExpression later(ctx, true)"],
};

const plugins: ParserPlugin[] = ["typescript", "explicitResourceManagement", "decoratorAutoAccessors"];

/** `14:3 ExpressionStatement` of what a compiled function holds, for each that has no mapping to its start. */
function unmapped(file: string): string[] {
  const source = readFileSync(join(suite, file), "utf8");
  const isOlder = existsSync(join(suite, dirname(file), "tsconfig.json"));
  const place = { filename: file, packageName: "fixtures", packagePath: file };
  const { map } = compile(source, { ...place, olderDecorators: () => isOlder });
  if (!map) return [];
  const mapped = new Set<string>();
  eachMapping(new TraceMap(map), ({ originalLine, originalColumn }) =>
    mapped.add(`${originalLine}:${originalColumn}`),
  );
  const missing: string[] = [];
  const own: ParserPlugin[] = [
    isOlder ? "decorators-legacy" : "decorators",
    ...(file.endsWith("x") ? (["jsx"] as const) : []),
  ];
  const { program } = parse(source, { sourceType: "module", plugins: [...plugins, ...own] });
  const silent = new Set<t.Node>();
  t.traverseFast(program, (node) => {
    if (isSilentLoop(node)) silent.add(node);
    if (t.isForStatement(node) && t.isVariableDeclaration(node.init)) silent.add(node.init.declarations[0]!);
    if (silent.has(node) || !isPlace(node)) return;
    if (!placesOf(node, source).some((place) => mapped.has(place))) {
      const { line, column } = node.loc!.start;
      missing.push(`${line}:${column} ${node.type} ${source.slice(node.start!, node.end!).split("\n")[0]}`);
    }
  });
  return missing;
}

/** Where a breakpoint may stand: at the start, or, as in the language itself, where the first operand is evaluated. */
function placesOf(node: t.Node, source: string): string[] {
  const operand = operandOf(node);
  return [node, operand].flatMap((start) => {
    if (!start) return [];
    const { line, column } = start.loc!.start;
    // Parentheses are not kept: what stands at their start and what stands inside begin together.
    const before = /\(*$/.exec(source.slice(0, start.start!))![0].length;
    const after = /^\(*/.exec(source.slice(start.start!))![0].length;
    return [...Array(before + 1 + after).keys()].map((index) => `${line}:${column - before + index}`);
  });
}

const operandOf = (node: t.Node): t.Node | null | undefined => {
  if (t.isForStatement(node) && t.isVariableDeclaration(node.init)) return node.init.declarations[0];
  if (t.isVariableDeclarator(node)) return node.init;
  return t.isIfStatement(node) ? node.test : null;
};

/** `while (true)` and `for (;;)` do nothing where they begin; nor does `do`. */
const isSilentLoop = (node: t.Node): boolean =>
  t.isDoWhileStatement(node) ||
  (t.isForStatement(node) && !node.init && !node.test) ||
  (t.isWhileStatement(node) && t.isBooleanLiteral(node.test, { value: true }));

function isPlace(node: t.Node): boolean {
  if (t.isCallExpression(node) || t.isNewExpression(node)) return true;
  // A declaration is as many statements as it declares variables with values.
  if (t.isVariableDeclarator(node)) return !!node.init;
  return (
    t.isStatement(node) && !SILENT.has(node.type) && !/^(TS|Import|Export|Class|Variable)/.test(node.type)
  );
}

describe("a place in the compiled code", () => {
  test.each(sources)("%s", (file) => {
    expect(unmapped(file)).toEqual(UNREACHABLE[file] ?? []);
  });
});
