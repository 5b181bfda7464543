import * as t from "@babel/types";
import { stepOf } from "../analyse/context.js";
import type { Binding, Bindings } from "../analyse/bindings.js";
import { walkWithAncestors } from "../ast/walk.js";
import type { Fix } from "../diagnostics/fix.js";

/**
 * `await ctx.run(() => { x = f(); })` as `x = await ctx.run(() => (f()))`: where the assignment is all that the effect
 * does, and the statement does nothing else.
 */
export function assignmentFix(
  root: t.Node,
  target: t.Node,
  bindings: Bindings,
  context: Binding | null,
): Fix[] {
  const fixes: Fix[] = [];
  walkWithAncestors(root, (node, ancestors) => {
    const operation = stepOf(node, bindings, context);
    if (operation === null) return;
    const effect = (node as t.CallExpression).arguments.find((argument) =>
      t.isArrowFunctionExpression(argument),
    );
    const assignment = effect && onlyAssignment(effect);
    if (!effect || !assignment || assignment.left !== target) return;
    const [statement, await_] = ancestors.slice(-2);
    if (!t.isAwaitExpression(await_) || !t.isExpressionStatement(statement)) return;
    const { name } = target as t.Identifier;
    const { body } = effect;
    const start = body.extra?.["parenthesized"] ? (body.extra["parenStart"] as number) : body.start!;
    const edits = [
      { start: statement.start!, end: statement.start!, text: `${name} = ` },
      { start, end: assignment.right.start!, text: "(" },
      { start: assignment.right.end!, end: t.isBlockStatement(body) ? body.end! : effect.end!, text: ")" },
    ];
    fixes.push({ title: `Assign the result of ${operation} to \`${name}\``, edits });
  });
  return fixes;
}

function onlyAssignment({ body }: t.ArrowFunctionExpression): t.AssignmentExpression | null {
  if (!t.isBlockStatement(body)) return isPlain(body) ? body : null;
  const [first, ...others] = body.body;
  return t.isExpressionStatement(first) && others.length === 0 && isPlain(first.expression)
    ? first.expression
    : null;
}

const isPlain = (node: t.Node): node is t.AssignmentExpression =>
  t.isAssignmentExpression(node, { operator: "=" }) && t.isIdentifier(node.left);
