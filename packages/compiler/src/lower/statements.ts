import * as t from "@babel/types";
import { assign, at, undefinedValue } from "../ast/build.js";
import { declaring } from "../ast/declaring.js";
import { boundIdentifiers } from "../ast/terms.js";
import { lowerAwait } from "./awaits.js";
import { branch, lowerEffect, lowerExpression } from "./expressions.js";
import { lowerDoWhile, lowerFor, lowerForIn, lowerForOf, lowerWhile } from "./loops.js";
import type { Lowering } from "./lowering.js";
import { lowerNative } from "./native.js";
import { lowerSwitch } from "./switches.js";
import { leave } from "./targets.js";
import { lowerTry } from "./tries.js";

export function lowerStatements(lowering: Lowering, nodes: readonly t.Statement[]): void {
  for (const node of nodes) lowerStatement(lowering, node);
}

export function lowerStatement(lowering: Lowering, node: t.Statement, labels: readonly string[] = []): void {
  lowering.start(node);
  lowering.scoped(() => dispatch(lowering, node, labels));
  lowering.start(null);
}

function dispatch(lowering: Lowering, node: t.Statement, labels: readonly string[]): void {
  switch (node.type) {
    case "EmptyStatement":
      return;
    case "ExpressionStatement":
      return lowerEffect(lowering, node.expression);
    case "VariableDeclaration":
      return node.declarations.forEach((declarator) => lowerDeclarator(lowering, declarator));
    case "ReturnStatement":
      return lowerReturn(lowering, node);
    case "ThrowStatement":
      return lowering.end({ kind: "throw", value: lowerExpression(lowering, node.argument), origin: node });
    case "BreakStatement":
      return leave(lowering, { kind: "break", label: node.label?.name ?? null }, null, node);
    case "ContinueStatement":
      return leave(lowering, { kind: "continue", label: node.label?.name ?? null }, null, node);
    default:
      return lowering.awaits(node) ? lowerCompound(lowering, node, labels) : lowerNative(lowering, node);
  }
}

/** A statement with an `await` somewhere inside. */
function lowerCompound(lowering: Lowering, node: t.Statement, labels: readonly string[]): void {
  switch (node.type) {
    case "BlockStatement":
      return lowerStatements(lowering, node.body);
    case "IfStatement": {
      const { consequent, alternate } = node;
      const test = lowerExpression(lowering, node.test);
      const otherwise = alternate ? () => lowerStatement(lowering, alternate) : null;
      return branch(lowering, test, () => lowerStatement(lowering, consequent), otherwise);
    }
    case "LabeledStatement":
      return lowerLabeled(lowering, node, labels);
    case "WhileStatement":
      return lowerWhile(lowering, node, labels);
    case "DoWhileStatement":
      return lowerDoWhile(lowering, node, labels);
    case "ForStatement":
      return lowerFor(lowering, node, labels);
    case "ForOfStatement":
      return lowerForOf(lowering, node, labels);
    case "ForInStatement":
      return lowerForIn(lowering, node, labels);
    case "SwitchStatement":
      return lowerSwitch(lowering, node, labels);
    case "TryStatement":
      return lowerTry(lowering, node);
    default:
      throw new Error(`The lowering does not know how to await inside ${node.type}.`);
  }
}

/** Labels of a loop or switch are its own; any other labelled statement can be left by `break`. */
function lowerLabeled(lowering: Lowering, node: t.LabeledStatement, labels: readonly string[]): void {
  const all = [...labels, node.label.name];
  const { body } = node;
  if (t.isLoop(body) || t.isSwitchStatement(body) || t.isLabeledStatement(body)) {
    return lowerStatement(lowering, body, all);
  }
  const after = lowering.block(`after ${node.label.name}`);
  const outer = lowering.targets;
  lowering.targets = { kind: "block", labels: all, breakTo: after, continueTo: null, outer };
  lowerStatement(lowering, body);
  lowering.targets = outer;
  lowering.jump(after);
  lowering.begin(after);
}

export function lowerDeclarator(lowering: Lowering, node: t.VariableDeclarator): void {
  for (const { name } of boundIdentifiers(node.id)) lowering.local(name);
  const value = node.init ?? undefinedValue();
  lowerEffect(lowering, at(declaring(assign(node.id as t.LVal, value)), node));
}

function lowerReturn(lowering: Lowering, node: t.ReturnStatement): void {
  const tail = lowering.converted.analysis.tails.get(node);
  if (!node.argument) return leave(lowering, { kind: "return" }, null, node);
  if (!tail) return leave(lowering, { kind: "return" }, lowerExpression(lowering, node.argument), node);
  tail.argument = node.argument;
  leave(lowering, { kind: "return" }, lowerAwait(lowering, tail), node);
}
