import * as t from "@babel/types";

/** Whether a value is a function or class that takes its `name` from where it stands. */
export const isUnnamed = (node: t.Node): boolean =>
  t.isArrowFunctionExpression(node) ||
  ((t.isFunctionExpression(node) || t.isClassExpression(node)) && !node.id);
