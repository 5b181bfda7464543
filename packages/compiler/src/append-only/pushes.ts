import * as t from "@babel/types";
import type { Mention } from "./mentions.js";

/** `method = out.push`, where an await among the arguments comes between: the name of `method`. */
export function pushKeptBy({ node, block, at, path }: Mention): string | null {
  const instruction = block.instructions[at];
  return instruction?.kind === "assign" && path.length === 1 && isPushOf(path[0], node)
    ? instruction.target
    : null;
}

/** `$perdure.invoke(method, out, [values], "out.push")`, as a statement: the name of `method`, and what is pushed. */
export function pushedLater(
  { node, block, at, path }: Mention,
  runtime: string,
): { readonly method: t.Identifier; readonly values: t.ArrayExpression } | null {
  const [call] = path;
  if (block.instructions[at]?.kind !== "evaluate" || path.length !== 1 || !t.isCallExpression(call))
    return null;
  const { callee } = call;
  if (!t.isMemberExpression(callee) || !t.isIdentifier(callee.object, { name: runtime })) return null;
  const [method, receiver, list] = call.arguments;
  if (!t.isIdentifier(callee.property, { name: "invoke" }) || receiver !== node) return null;
  return t.isArrayExpression(list) && t.isIdentifier(method) ? { method, values: list } : null;
}

/** Whether an expression is written to, or deleted. */
export function isTarget(node: t.Node, parent: t.Node, outer: t.Node | undefined): boolean {
  switch (parent.type) {
    case "AssignmentExpression":
    case "AssignmentPattern":
    case "ForOfStatement":
    case "ForInStatement":
      return parent.left === node;
    case "VariableDeclarator":
      return parent.id === node;
    case "UpdateExpression":
    case "RestElement":
    case "ArrayPattern":
    case "CatchClause":
      return true;
    case "UnaryExpression":
      return parent.operator === "delete";
    case "ObjectProperty":
      return t.isObjectPattern(outer);
    default:
      return false;
  }
}

const isPushOf = (callee: t.Node | undefined, object: t.Node | null): boolean =>
  t.isMemberExpression(callee) &&
  !callee.computed &&
  callee.object === object &&
  t.isIdentifier(callee.property, { name: "push" });
