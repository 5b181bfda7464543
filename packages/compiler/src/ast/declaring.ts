import * as t from "@babel/types";

const DECLARES = "declares";

/** Marks an assignment that stands for a declaration: where a pattern finds no iterable, their messages differ. */
export function declaring(node: t.AssignmentExpression): t.AssignmentExpression {
  if (t.isArrayPattern(node.left)) node.extra = { ...node.extra, [DECLARES]: true };
  return node;
}

export const isDeclaring = ({ extra }: t.AssignmentExpression): boolean => extra?.[DECLARES] === true;
