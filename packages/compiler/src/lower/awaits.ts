import * as t from "@babel/types";
import { at, id } from "../ast/build.js";
import { sourceName } from "../ast/print.js";
import type { Site } from "../analyse/analysis.js";
import type { Operation } from "../ir/ir.js";
import { lowerCallee } from "./calls.js";
import { lowerExpression } from "./expressions.js";
import type { Lowering } from "./lowering.js";
import { leave } from "./targets.js";

/** Suspends at an `await`; gives the variable that holds what it gave, null where nobody asks. */
export function lowerAwait(lowering: Lowering, node: t.AwaitExpression, wanted = true): t.Expression {
  const site = lowering.site(node);
  const source = node.argument;
  const hint = `await_${sourceName(t.isCallExpression(source) ? source.callee : source)}`;
  const operation = operationOf(lowering, node, site);
  return suspend(lowering, site, operation, wanted ? hint : null);
}

function operationOf(lowering: Lowering, node: t.AwaitExpression, site: Site): Operation {
  const { argument } = node;
  if (site.kind === "call" && t.isCallExpression(argument)) {
    const { callee, args } = lowerCallee(lowering, argument);
    return { kind: "call", callee, args, origin: argument };
  }
  return { kind: "await", operand: lowerExpression(lowering, argument), origin: argument };
}

function suspend(lowering: Lowering, site: Site, operation: Operation, hint: string | null): t.Expression {
  const resume = lowering.block(`after ${site.key}`);
  lowering.end({ kind: "suspend", site, operation, resume });
  lowering.begin(resume);
  const target = hint === null ? null : lowering.temp(hint, "result").name;
  if (target !== null) lowering.ir.results.add(target);
  lowering.emit({ kind: "resume", site, target });
  return target === null ? id("undefined") : at(id(target), operation.origin);
}

/** `return f()` outside any try: awaits what f gave, then returns it. */
export function lowerTail(lowering: Lowering, node: t.ReturnStatement, operand: t.Expression): void {
  const tail = lowering.converted.analysis.tails.get(node)!;
  const site = { ...lowering.site(tail), kind: "await" as const };
  const value = suspend(lowering, site, { kind: "await", operand, origin: node }, "returned_value");
  leave(lowering, { kind: "return" }, value, node);
}
