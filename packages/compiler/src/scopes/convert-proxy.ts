import * as t from "@babel/types";
import { at, call, id, member } from "../ast/build.js";
import type { Conversion } from "./conversion.js";

/** `new Proxy(target, handler)` as `$perdure.proxy(target, handler)`, so that a snapshot can store it. */
export function convertProxy(node: t.NewExpression, conversion: Conversion): t.Expression | null {
  const { analysis, bindings, runtime } = conversion;
  if (!t.isIdentifier(node.callee, { name: "Proxy" }) || analysis.module.bindings.has("Proxy")) return null;
  const use = bindings.references.get(node.callee);
  if (!use || use.binding || use.fn.native) return null;
  const args = node.arguments.map((argument) => conversion.convert(argument)) as t.Expression[];
  return at(call(member(id(runtime), "proxy"), ...args), node);
}
