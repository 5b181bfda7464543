import * as t from "@babel/types";
import { call, id, member } from "../ast/build.js";
import type { Argument, Callee } from "../ir/ir.js";
import { lowerExpression, lowerOperands } from "./expressions.js";
import type { Lowering } from "./lowering.js";

/**
 * `$perdure.invoke(fn, receiver, [...], "text")` and `$perdure.invokePrivate(object, name, [...], "text")`, which the
 * scopes pass writes for `super.m(...)` and `object.#m(...)`, as what they call.
 */
export function lowerInvocation(
  lowering: Lowering,
  node: t.CallExpression,
): { callee: Callee; args: readonly Argument[] } | null {
  const { callee } = node;
  const { runtime } = lowering.symbols;
  if (!t.isMemberExpression(callee) || !t.isIdentifier(callee.object) || callee.object.name !== runtime)
    return null;
  const { name } = callee.property as t.Identifier;
  if (name !== "invoke" && name !== "invokePrivate") return null;
  const [first, second, list, written] = node.arguments as [
    t.Expression,
    t.Expression,
    t.ArrayExpression,
    t.StringLiteral,
  ];
  const base = lowering.spill(lowerExpression(lowering, first));
  const text = written.value;
  if (name === "invoke")
    return { callee: { kind: "read", value: base, receiver: second, text }, args: args(lowering, list) };
  const ref = call(member(id(runtime), "privateRef"), t.cloneNode(base), second);
  const value = lowering.spill(member(ref, "value"));
  return { callee: { kind: "read", value, receiver: t.cloneNode(base), text }, args: args(lowering, list) };
}

const args = (lowering: Lowering, { elements }: t.ArrayExpression): Argument[] =>
  lowerOperands(lowering, elements as Argument[]) as Argument[];
