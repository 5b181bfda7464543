import * as t from "@babel/types";
import type { Fix } from "../diagnostics/fix.js";

/** `await` before a call, where the function around it is async and an `await` may simply stand there. */
export function awaitFix(node: t.Node, ancestors: readonly t.Node[]): Fix[] {
  if (typeof node.start !== "number" || !isWholeValue(node, ancestors)) return [];
  const around = ancestors.findLast((ancestor) => t.isFunction(ancestor) || t.isClass(ancestor));
  if (!around || !t.isFunction(around) || !around.async || isInParameter(around, node)) return [];
  const edit = { start: node.start, end: node.start, text: "await " };
  return [{ title: "Write `await` before the call", edits: [edit] }];
}

const isInParameter = ({ params }: t.Function, node: t.Node): boolean =>
  params.some((parameter) => parameter.start! <= node.start! && node.end! <= parameter.end!);

/** A statement of its own, or the value of a variable, an assignment or a return; directly or as one of a choice. */
function isWholeValue(node: t.Node, ancestors: readonly t.Node[]): boolean {
  let child = node;
  for (const parent of [...ancestors].reverse()) {
    if (
      t.isConditionalExpression(parent)
        ? parent.test === child
        : t.isLogicalExpression(parent) && parent.left === child
    )
      return false;
    if (!t.isConditionalExpression(parent) && !t.isLogicalExpression(parent)) {
      if (t.isVariableDeclarator(parent)) return parent.init === child;
      if (t.isAssignmentExpression(parent)) return parent.right === child;
      return t.isExpressionStatement(parent) || t.isReturnStatement(parent);
    }
    child = parent;
  }
  return false;
}
