import * as t from "@babel/types";
import { at, call, id, member, text } from "../ast/build.js";
import { calledText } from "../lower/called-text.js";
import { convertExpression, type Conversion } from "./conversion.js";

const METHODS: ReadonlySet<string> = new Set(["entries", "keys", "values", "matchAll"]);

const NEEDED_IN_LOOPS: ReadonlySet<string> = new Set(["matchAll", "from"]);

/** `map.entries()` as `$perdure.iteratorOf(map, "entries", "map.entries")`: a native iterator could not be stored. */
export function convertIteratorCall(node: t.CallExpression, conversion: Conversion): t.Expression | null {
  const { callee } = node;
  if (!t.isMemberExpression(callee) || t.isSuper(callee.object)) return null;
  const key = iteratorKey(callee, conversion);
  // A loop makes its own iteration of the others.
  if (
    !key ||
    (conversion.usedAtOnce.has(node) && !(t.isStringLiteral(key) && NEEDED_IN_LOOPS.has(key.value)))
  )
    return null;
  const written = text(calledText(callee));
  const object = convertExpression(callee.object, conversion);
  const args = node.arguments.map((argument) => conversion.convert(argument)) as t.Expression[];
  const rest = args.length ? [t.arrayExpression(args)] : [];
  return at(call(member(id(conversion.runtime), "iteratorOf"), object, key, written, ...rest), node);
}

function iteratorKey(
  { object, property, computed }: t.MemberExpression,
  { bindings }: Conversion,
): t.Expression | null {
  if (!computed && t.isIdentifier(property)) {
    const isFrom = property.name === "from" && t.isIdentifier(object, { name: "Iterator" });
    const makes = isFrom ? !bindings.references.get(object)?.binding : METHODS.has(property.name);
    return makes ? text(property.name) : null;
  }
  const isSymbol =
    t.isMemberExpression(property) &&
    !property.computed &&
    t.isIdentifier(property.object, { name: "Symbol" }) &&
    t.isIdentifier(property.property, { name: "iterator" });
  return isSymbol ? (property as t.Expression) : null;
}
