import * as t from "@babel/types";
import { text } from "../ast/build.js";
import { isDeclaring } from "../ast/declaring.js";
import { calledText } from "./called-text.js";
import { iterableText, runtimeCall } from "./iterations.js";
import type { Lowering } from "./lowering.js";

/** The kinds that the language's own message about a declared array pattern shows; others it calls by their value. */
const SHOWN: ReadonlySet<t.Node["type"]> = new Set([
  "AwaitExpression",
  "ConditionalExpression",
  "Identifier",
  "NewExpression",
  "NullLiteral",
  "NumericLiteral",
  "BooleanLiteral",
  "ObjectExpression",
  "RegExpLiteral",
  "ThisExpression",
  "UnaryExpression",
]);

/** How the language's own message names what an array pattern takes apart; undefined where it shows the value. */
export function arraySourceText(node: t.AssignmentExpression): string | undefined {
  if (!isDeclaring(node)) return undefined;
  const { right } = node;
  if (t.isCallExpression(right)) return isCallOfName(right) ? iterableText(right) : undefined;
  const isName = right.loc?.identifierName !== undefined && t.isMemberExpression(right);
  return isName || SHOWN.has(right.type) ? iterableText(right) : undefined;
}

/** An assignment that awaits nothing, with the message that its declaration would give. */
export function namingItsSource(lowering: Lowering, node: t.Expression): t.Expression {
  if (!t.isAssignmentExpression(node)) return node;
  const named = arraySourceText(node);
  if (named !== undefined) node.right = runtimeCall(lowering, "iterable", node.right, text(named));
  return node;
}

/** Not of a method. */
const isCallOfName = ({ callee }: t.CallExpression): boolean =>
  t.isIdentifier(callee) || !/[.(]/.test(calledText(callee as t.Expression));
