import * as t from "@babel/types";
import { at, call, id, member, text } from "../ast/build.js";
import { calledText } from "../lower/called-text.js";
import { convertExpression, type Conversion } from "./conversion.js";

const METHODS: ReadonlySet<string> = new Set(["entries", "keys", "values", "matchAll"]);

/** `map.entries()` as `$perdure.iteratorOf(map, "entries", "map.entries")`: a native iterator could not be stored. */
export function convertIteratorCall(node: t.CallExpression, conversion: Conversion): t.Expression | null {
  const { callee } = node;
  if (!t.isMemberExpression(callee) || t.isSuper(callee.object)) return null;
  const key = iteratorKey(callee);
  // A loop makes its own iteration of the others.
  if (!key || (conversion.usedAtOnce.has(node) && !t.isStringLiteral(key, { value: "matchAll" })))
    return null;
  const written = text(calledText(callee));
  const object = convertExpression(callee.object, conversion);
  const args = node.arguments.map((argument) => conversion.convert(argument)) as t.Expression[];
  const rest = args.length ? [t.arrayExpression(args)] : [];
  return at(call(member(id(conversion.runtime), "iteratorOf"), object, key, written, ...rest), node);
}

function iteratorKey({ property, computed }: t.MemberExpression): t.Expression | null {
  if (!computed) return t.isIdentifier(property) && METHODS.has(property.name) ? text(property.name) : null;
  const isSymbol =
    t.isMemberExpression(property) &&
    !property.computed &&
    t.isIdentifier(property.object, { name: "Symbol" }) &&
    t.isIdentifier(property.property, { name: "iterator" });
  return isSymbol ? (property as t.Expression) : null;
}
