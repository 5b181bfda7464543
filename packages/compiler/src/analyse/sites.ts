import * as t from "@babel/types";
import { digest } from "../ast/print.js";
import { print } from "../print/print.js";
import type { Structure } from "../ast/structure.js";
import type { Functions } from "../find/durable-function.js";
import type { Module } from "../find/module.js";
import type { Site } from "./analysis.js";
import type { Binding, Bindings } from "./bindings.js";
import { isContextMember } from "./context.js";
import { callsItsArgument, isUnboundBuiltIn } from "./globals.js";
import { isPlainFunction } from "./plain-function.js";
import type { Suspension } from "./suspensions.js";

/** Gives each suspension its kind, its place and a key that unrelated edits leave alone. */
export function describeSites(
  suspensions: readonly Suspension[],
  lines: readonly string[],
  structure: Structure,
  bindings: Bindings,
  context: Binding | null,
  module: Module,
  functions: Functions,
): Map<t.Node, Site> {
  const sites = new Map<t.Node, Site>();
  const seen = new Map<string, number>();
  for (const node of [...suspensions].sort((a, b) => a.start! - b.start! || b.end! - a.end!)) {
    const operand = t.isForOfStatement(node) ? node.right : (node.argument ?? t.identifier("undefined"));
    const base = `${hintOf(node, operand)}~${digest(structure.of(operand), 6)}`;
    const count = (seen.get(base) ?? 0) + 1;
    seen.set(base, count);
    const { line, column } = node.loc!.start;
    sites.set(node, {
      key: count === 1 ? base : `${base}.${count}`,
      kind: kindOf(node, () => isCall(operand, bindings, context, module, functions)),
      line,
      column: column + 1,
      source: lines[line - 1]?.trim() ?? "",
      position: node.start!,
    });
  }
  return sites;
}

function kindOf(node: Suspension, isCall: () => boolean): Site["kind"] {
  if (t.isYieldExpression(node)) return "yield";
  return t.isForOfStatement(node) || isCall() ? "call" : "await";
}

function hintOf(node: Suspension, operand: t.Expression): string {
  if (t.isYieldExpression(node)) return "yield";
  if (t.isForOfStatement(node)) return "for-await";
  if (t.isIdentifier(operand)) return operand.name;
  if (!t.isCallExpression(operand) && !t.isOptionalCallExpression(operand)) return "await";
  let at: t.Node = operand.callee;
  while (t.isMemberExpression(at) && !at.computed) at = at.object;
  return t.isIdentifier(at) || t.isThisExpression(at) ? print(operand.callee) : "await";
}

/** `await g(a)` and `await o.m(a)` may push a frame; operations of the context, built-ins and plain functions never do. */
function isCall(
  operand: t.Expression,
  bindings: Bindings,
  context: Binding | null,
  module: Module,
  functions: Functions,
): boolean {
  if (!t.isCallExpression(operand) || t.isImport(operand.callee) || t.isSuper(operand.callee)) return false;
  if (isContextMember(operand.callee, bindings, context)) return false;
  if (isPlainFunction(operand.callee, bindings, functions)) return false;
  const base = t.isMemberExpression(operand.callee) ? operand.callee.object : operand.callee;
  return callsItsArgument(base) || !isUnboundBuiltIn(base, bindings, module.bindings);
}
