import * as t from "@babel/types";
import type { Mention } from "./mentions.js";

/** `out.push(value)` as a statement of its own: what it pushes. Null where a mention of `out` is something else. */
export function pushedBy({ node, block, at, path }: Mention): t.Expression | null {
  const [statement, call, callee] = path.slice(-3);
  const isStatement =
    path.length === 2
      ? block.instructions[at]?.kind === "evaluate"
      : t.isExpressionStatement(statement) && statement.expression === call;
  const push = path.length === 2 ? path : [call, callee];
  if (!isStatement || !t.isCallExpression(push[0]) || push[0].callee !== push[1]) return null;
  return isPushOf(push[1], node) ? onlyArgument(push[0].arguments) : null;
}

/** `method = out.push`, where an await among the arguments comes between: the name of `method`. */
export function pushKeptBy({ node, block, at, path }: Mention): string | null {
  const instruction = block.instructions[at];
  return instruction?.kind === "assign" && path.length === 1 && isPushOf(path[0], node)
    ? instruction.target
    : null;
}

/** `$perdure.invoke(method, out, [value], "out.push")`, as a statement: the name of `method`, and what is pushed. */
export function pushedLater(
  { node, block, at, path }: Mention,
  runtime: string,
): { method: t.Identifier; value: t.Expression } | null {
  const [call] = path;
  if (block.instructions[at]?.kind !== "evaluate" || path.length !== 1 || !t.isCallExpression(call))
    return null;
  const { callee } = call;
  if (!t.isMemberExpression(callee) || !t.isIdentifier(callee.object, { name: runtime })) return null;
  const [method, receiver, list] = call.arguments;
  if (!t.isIdentifier(callee.property, { name: "invoke" }) || receiver !== node) return null;
  const value = t.isArrayExpression(list) ? onlyArgument(list.elements) : null;
  return value && t.isIdentifier(method) ? { method, value } : null;
}

/** `out.length`, read. */
export function isLength({ node, path }: Mention): boolean {
  const [outer, parent, member] = [path.at(-3), path.at(-2), path.at(-1)];
  const isMember = t.isMemberExpression(member) && !member.computed && member.object === node;
  return (
    isMember &&
    t.isIdentifier(member.property, { name: "length" }) &&
    !(parent && isTarget(member, parent, outer))
  );
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

const onlyArgument = (list: readonly (t.Node | null)[]): t.Expression | null =>
  list.length === 1 && t.isExpression(list[0]) ? list[0] : null;
