import * as t from "@babel/types";
import { isPlainFunction } from "../analyse/plain-function.js";
import { at, id } from "../ast/build.js";
import { sourceName } from "../ast/print.js";
import type { Site } from "../analyse/analysis.js";
import { callsItsArgument, isBuiltIn } from "../analyse/globals.js";
import type { Operation } from "../ir/ir.js";
import { lowerCallee } from "./calls.js";
import { lowerChainCallee } from "./chains.js";
import { branch, isSet, lowerEffect, lowerExpression } from "./expressions.js";
import type { Lowering } from "./lowering.js";
import { leave } from "./targets.js";

/** Suspends at an `await`; gives the variable that holds what it gave, null where nobody asks. */
export function lowerAwait(lowering: Lowering, node: t.AwaitExpression, wanted = true): t.Expression {
  const site = lowering.site(node);
  const { argument } = node;
  const hint = wanted
    ? `await_${sourceName(t.isCallExpression(argument) ? argument.callee : argument)}`
    : null;
  if (t.isCallExpression(argument)) {
    return suspend(lowering, site, operationOf(lowering, argument, site.kind === "call"), hint);
  }
  if (!mayEndInCall(lowering, argument)) {
    return suspend(lowering, site, operationOf(lowering, argument, false), hint);
  }
  const result = hint === null ? null : lowering.temp(hint);
  let ways = 0;
  awaitEach(lowering, argument, (operation) => {
    const key = ++ways === 1 ? site.key : `${site.key}/${ways}`;
    const kind = operation.kind === "call" ? "call" : "await";
    const value = suspend(lowering, { ...site, key, kind }, operation, hint);
    if (result) lowering.assign(result.name, value);
  });
  return result ? id(result.name) : id("undefined");
}

const operationOf = (lowering: Lowering, node: t.Expression, isCall: boolean): Operation =>
  isCall && t.isCallExpression(node)
    ? { kind: "call", ...lowerCallee(lowering, node), origin: node }
    : { kind: "await", operand: lowerExpression(lowering, node), origin: node };

/** `await (test ? f() : g())` awaits f's result or g's: each way has an await of its own, so that it may push a frame. */
function awaitEach(lowering: Lowering, node: t.Expression, suspendAt: (operation: Operation) => void): void {
  const go = (part: t.Expression): void => awaitEach(lowering, part, suspendAt);
  if (!mayEndInCall(lowering, node)) return suspendAt(operationOf(lowering, node, false));
  switch (node.type) {
    case "ConditionalExpression":
      return branch(
        lowering,
        lowerExpression(lowering, node.test),
        () => go(node.consequent),
        () => go(node.alternate),
      );
    case "LogicalExpression": {
      const left = lowering.temp(`or_${sourceName(node.left)}`);
      lowering.assign(left.name, lowerExpression(lowering, node.left));
      const test = isSet(node.operator, id(left.name));
      const right = (): void => go(node.right);
      const stop = (): void => suspendAt({ kind: "await", operand: id(left.name), origin: node });
      return node.operator === "&&"
        ? branch(lowering, test, right, stop)
        : branch(lowering, test, stop, right);
    }
    case "SequenceExpression":
      node.expressions.slice(0, -1).forEach((part) => lowerEffect(lowering, part));
      return go(node.expressions.at(-1)!);
    case "OptionalCallExpression": {
      const short = lowering.block("short circuit");
      const after = lowering.block("after chain");
      suspendAt({ kind: "call", ...lowerChainCallee(lowering, node, short), origin: node });
      lowering.jump(after);
      lowering.begin(short);
      suspendAt({ kind: "await", operand: id("undefined"), origin: node });
      lowering.jump(after);
      return lowering.begin(after);
    }
    default:
      return suspendAt(operationOf(lowering, node, true));
  }
}

/** Whether the value of an expression may come from a call that pushes a frame. */
function mayEndInCall(lowering: Lowering, node: t.Expression): boolean {
  switch (node.type) {
    case "ConditionalExpression":
      return mayEndInCall(lowering, node.consequent) || mayEndInCall(lowering, node.alternate);
    case "LogicalExpression":
      return mayEndInCall(lowering, node.right);
    case "SequenceExpression":
      return mayEndInCall(lowering, node.expressions.at(-1)!);
    case "CallExpression":
    case "OptionalCallExpression":
      return !t.isImport(node.callee) && !t.isSuper(node.callee) && !isFixedCallee(lowering, node.callee);
    default:
      return false;
  }
}

/** `$perdure.promises`, which stands for `Promise`. */
const isPromises = ({ symbols }: Lowering, node: t.Node): boolean =>
  t.isMemberExpression(node) &&
  t.isIdentifier(node.object) &&
  node.object.name === symbols.runtime &&
  t.isIdentifier(node.property, { name: "promises" });

/** Operations of the context, built-ins and plain functions push no frame. */
function isFixedCallee(lowering: Lowering, callee: t.Node): boolean {
  let at = callee;
  while (t.isMemberExpression(at) || t.isOptionalMemberExpression(at)) {
    at = at.object;
    if (lowering.converted.isContext(at) || isPromises(lowering, at)) return true;
  }
  const { bindings, functions, module } = lowering.converted.analysis;
  if (isPlainFunction(callee, bindings, functions)) return true;
  if (callsItsArgument(at)) return false;
  return lowering.outsideKind(at) === "global" && isBuiltIn(at, module.bindings);
}

/**
 * Ends the block with a suspension and begins the one after it. Gives the variable that holds what it gave,
 * named after `hint`; `undefined` where nobody asks.
 */
export function suspend(
  lowering: Lowering,
  site: Site,
  operation: Operation,
  hint: string | null,
  after: "await" | "yield" | "delegation" = operation.kind === "yield" ? "yield" : "await",
): t.Expression {
  const resume = lowering.block(`after ${site.key}`);
  lowering.end({ kind: "suspend", site, operation, resume });
  lowering.begin(resume);
  const target = hint === null ? null : lowering.temp(hint, "result").name;
  if (target !== null) lowering.ir.results.add(target);
  lowering.emit({ kind: "resume", site, after, target });
  return target === null ? id("undefined") : at(id(target), operation.origin);
}

/** The return of an async generator: awaits its value, then returns it. */
export function lowerTail(lowering: Lowering, node: t.ReturnStatement, operand: t.Expression): void {
  const tail = lowering.converted.analysis.tails.get(node)!;
  const site = { ...lowering.site(tail), kind: "await" as const };
  const value = suspend(lowering, site, { kind: "await", operand, origin: node }, "returned_value");
  leave(lowering, { kind: "return" }, value, node);
}
