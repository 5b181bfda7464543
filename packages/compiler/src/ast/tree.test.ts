import { parse } from "@babel/parser";
import type * as t from "@babel/types";
import { expect, test } from "vitest";
import { eitherOf, kindsBesides, kindsOf, type Kinds } from "./kinds.js";
import { Tree } from "./tree.js";

const treeOf = (code: string): Tree => new Tree(parse(code, { sourceType: "module" }).program);

function namesIn(tree: Tree, kinds: Kinds, leaveOut: (node: t.Node) => boolean = () => false): string[] {
  const found: string[] = [];
  tree.find(kinds, (node) => {
    found.push(node.type === "Identifier" ? node.name : node.type);
    return !leaveOut(node);
  });
  return found;
}

const IDENTIFIERS = kindsOf("Identifier");

test("finds nodes of a kind in the order of the source", () => {
  expect(namesIn(treeOf("a(b, () => c)[d] = e;"), IDENTIFIERS)).toEqual(["a", "b", "c", "d", "e"]);
});

test("a group stands for its kinds", () => {
  const tree = treeOf("function f() {} (() => 1); ({ m() {} });");
  expect(namesIn(tree, kindsOf("Function"))).toEqual([
    "FunctionDeclaration",
    "ArrowFunctionExpression",
    "ObjectMethod",
  ]);
});

test("leaves out what a node holds", () => {
  const wanted = eitherOf(IDENTIFIERS, kindsOf("Function"));
  const found = namesIn(
    treeOf("a; () => { b; (() => c)(); }; d;"),
    wanted,
    (node) => node.type === "ArrowFunctionExpression",
  );
  expect(found).toEqual(["a", "ArrowFunctionExpression", "d"]);
});

test("all kinds but some", () => {
  const rest = kindsBesides("Identifier", "Program", "ExpressionStatement");
  expect(namesIn(treeOf("a; b + 1;"), rest)).toEqual(["BinaryExpression", "NumericLiteral"]);
});

test("knows parents and ancestors, also of more nodes than characters", () => {
  const tree = treeOf(`({${Array.from({ length: 200 }, (_, index) => `a${index}`).join()}});`);
  let last = -1;
  tree.find(IDENTIFIERS, (_, place) => void (last = place));
  expect(tree.parentOf(last)?.type).toBe("ObjectProperty");
  expect(tree.ancestorsOf(last).map(({ type }) => type)).toEqual([
    "Program",
    "ExpressionStatement",
    "ObjectExpression",
    "ObjectProperty",
  ]);
});
