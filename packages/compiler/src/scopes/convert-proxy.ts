import * as t from "@babel/types";
import { at, call, id, member } from "../ast/build.js";
import type { Conversion } from "./conversion.js";

/** `new Proxy(target, handler)` as `$perdure.proxy(target, handler)`, so that a snapshot can store it. */
export const convertProxy = (node: t.NewExpression, conversion: Conversion): t.Expression | null =>
  isProxy(node.callee, conversion) ? runtimeCall("proxy", node, conversion) : null;

/** `Proxy.revocable(target, handler)`, for the same. */
export function convertRevocable(node: t.CallExpression, conversion: Conversion): t.Expression | null {
  const { callee } = node;
  const isCall =
    t.isMemberExpression(callee) &&
    !callee.computed &&
    t.isIdentifier(callee.property, { name: "revocable" }) &&
    isProxy(callee.object, conversion);
  return isCall ? runtimeCall("revocable", node, conversion) : null;
}

function isProxy(node: t.Node, { analysis, bindings }: Conversion): boolean {
  if (!t.isIdentifier(node, { name: "Proxy" }) || analysis.module.bindings.has("Proxy")) return false;
  const use = bindings.references.get(node);
  return !!use && !use.binding && !use.fn.native;
}

function runtimeCall(
  name: string,
  node: t.NewExpression | t.CallExpression,
  conversion: Conversion,
): t.Expression {
  const args = node.arguments.map((argument) => conversion.convert(argument)) as t.Expression[];
  return at(call(member(id(conversion.runtime), name), ...args), node);
}
