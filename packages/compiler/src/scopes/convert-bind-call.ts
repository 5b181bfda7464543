import * as t from "@babel/types";
import { array, at, call, id, member, text } from "../ast/build.js";
import { calledText } from "../lower/called-text.js";
import { convertExpression, type Conversion } from "./conversion.js";

/** `f.bind(o, 1)` as `$perdure.bind(f, "f.bind", [o, 1])`, so that a snapshot can store the function. */
export function convertBindCall(node: t.CallExpression, conversion: Conversion): t.Expression | null {
  const { callee } = node;
  if (!t.isMemberExpression(callee) || callee.computed || t.isSuper(callee.object)) return null;
  if (!t.isIdentifier(callee.property, { name: "bind" })) return null;
  const written = text(calledText(callee));
  const receiver = convertExpression(callee.object, conversion);
  const args = node.arguments.map((argument) => conversion.convert(argument)) as t.Expression[];
  const rest = args.length > 0 ? [array(args)] : [];
  return at(call(member(id(conversion.runtime), "bind"), receiver, written, ...rest), node);
}
