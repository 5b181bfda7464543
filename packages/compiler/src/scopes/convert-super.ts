import * as t from "@babel/types";
import type { Reference } from "../analyse/bindings.js";
import { at, call, id, member, text } from "../ast/build.js";
import { staticKey } from "../ast/terms.js";
import { calledText } from "../lower/called-text.js";
import { place } from "./access.js";
import { convertExpression, type Conversion } from "./conversion.js";

/** `super.x` in code that is taken out of its class or literal; null where `super` stays the language's own. */
export function convertSuperMember(node: t.MemberExpression, conversion: Conversion): t.Expression | null {
  const use = t.isSuper(node.object) ? conversion.bindings.references.get(node.object) : undefined;
  if (!use) return null;
  const key = node.computed
    ? convertExpression(node.property as t.Expression, conversion)
    : text(staticKey(node.property, false)!);
  const ref = call(
    member(id(conversion.runtime), "superRef"),
    home(use, conversion),
    key,
    t.thisExpression(),
  );
  return at(member(at(ref, node), "value"), node);
}

/** `super.m(...)` keeps `this` as its receiver. */
export function convertSuperCall(node: t.CallExpression, conversion: Conversion): t.Expression | null {
  if (!t.isMemberExpression(node.callee) || !t.isSuper(node.callee.object)) return null;
  const written = text(
    `(intermediate value)${calledText(node.callee).replace(/^\(intermediate value\)/, "")}`,
  );
  const value = convertSuperMember(node.callee, conversion);
  if (!value) return null;
  const args = node.arguments.map((argument) => conversion.convert(argument)) as t.Expression[];
  const invoke = member(id(conversion.runtime), "invoke");
  return at(call(invoke, value, t.thisExpression(), t.arrayExpression(args), written), node);
}

/** `super.m?.(...)` too, where there is such a method. */
export function convertOptionalSuperCall(
  node: t.OptionalCallExpression,
  conversion: Conversion,
): t.Expression | null {
  const value = t.isMemberExpression(node.callee) ? convertSuperMember(node.callee, conversion) : null;
  if (!value) return null;
  const args = node.arguments.map((argument) => conversion.convert(argument)) as t.Expression[];
  const method = t.optionalMemberExpression(value, id("call"), false, node.optional);
  return at(t.optionalCallExpression(method, [t.thisExpression(), ...args], false), node);
}

/** `delete super.x` evaluates its key and fails. */
export function convertDeleteSuper(node: t.UnaryExpression, conversion: Conversion): t.Expression | null {
  const { argument } = node;
  if (node.operator !== "delete" || !t.isMemberExpression(argument) || !t.isSuper(argument.object))
    return null;
  if (!conversion.bindings.references.has(argument.object)) return null;
  const failure = at(call(member(id(conversion.runtime), "deleteSuper")), node);
  if (!argument.computed) return failure;
  return t.sequenceExpression([convertExpression(argument.property as t.Expression, conversion), failure]);
}

/** The object whose prototype `super` looks in. */
function home({ binding, fn }: Reference, conversion: Conversion): t.Expression {
  const kept = binding ? place(binding, conversion) : id(conversion.class);
  if (binding && !t.isClass(binding.scope.owner)) return kept;
  let method = fn;
  while (t.isArrowFunctionExpression(method.node)) method = method.parent!;
  const isStatic = t.isStaticBlock(method.node) || ("static" in method.node && method.node.static === true);
  return isStatic ? kept : member(kept as t.Expression, "prototype");
}
