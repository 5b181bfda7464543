import * as t from "@babel/types";
import { at, call, id, member, text } from "../ast/build.js";
import { calledText } from "../lower/called-text.js";
import { place } from "./access.js";
import { convertExpression, type Conversion } from "./conversion.js";

/** The private name that a name stands for, where its class is part of the durable function, and of no effect. */
function privateName(node: t.Node, { bindings }: Conversion) {
  const binding = t.isPrivateName(node) ? bindings.references.get(node)?.binding : undefined;
  return binding?.scope.fn.native ? undefined : binding;
}

/** `object.#x` as `$perdure.privateRef(object, name).value`, which can be read and assigned; null for other members. */
export function convertPrivateMember(
  node: t.MemberExpression | t.OptionalMemberExpression,
  conversion: Conversion,
): t.Expression | null {
  const binding = privateName(node.property, conversion);
  if (!binding) return null;
  const object = convertExpression(node.object, conversion);
  const name = place(binding, conversion);
  const runtime = (helper: string): t.Expression =>
    at(call(member(id(conversion.runtime), helper), object, name), node);
  const isOptional = t.isOptionalMemberExpression(node);
  if (isOptional && node.optional)
    return t.optionalMemberExpression(runtime("privateRefOptional"), id("value"), false, true);
  if (isOptional) return t.optionalMemberExpression(runtime("privateRef"), id("value"), false, false);
  return at(member(runtime("privateRef"), "value"), node);
}

/** `object.#m(...)` keeps its receiver. */
export function convertPrivateCall(
  node: t.CallExpression | t.OptionalCallExpression,
  conversion: Conversion,
): t.Expression | null {
  const { callee } = node;
  if (!t.isMemberExpression(callee) && !t.isOptionalMemberExpression(callee)) return null;
  const binding = privateName(callee.property, conversion);
  if (!binding) return null;
  const written = text(calledText(callee));
  const object = convertExpression(callee.object, conversion);
  const name = place(binding, conversion);
  const args = node.arguments.map((argument) => conversion.convert(argument)) as t.Expression[];
  const runtime = (helper: string, ...rest: t.Expression[]): t.CallExpression =>
    at(call(member(id(conversion.runtime), helper), object, name, ...rest), node);
  if (t.isCallExpression(node)) return runtime("invokePrivate", t.arrayExpression(args), written);
  const ref = runtime(
    t.isOptionalMemberExpression(callee) && callee.optional ? "privateRefOptional" : "privateRef",
  );
  const bound = t.optionalMemberExpression(ref, id("call"), false, true);
  return at(t.optionalCallExpression(bound, args, node.optional), node);
}

/** `#x in object` */
export function convertPrivateIn(node: t.BinaryExpression, conversion: Conversion): t.Expression | null {
  const binding = privateName(node.left, conversion);
  if (!binding) return null;
  const object = convertExpression(node.right, conversion);
  return at(call(member(id(conversion.runtime), "privateHas"), object, place(binding, conversion)), node);
}
