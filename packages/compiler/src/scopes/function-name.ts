import * as t from "@babel/types";
import { call, id, member } from "../ast/build.js";

/** Whether a value is a function or class that takes its `name` from where it stands. */
export const isUnnamed = (node: t.Node): boolean =>
  t.isArrowFunctionExpression(node) ||
  ((t.isFunctionExpression(node) || t.isClassExpression(node)) && !node.id);

/** A function or class under the name of its computed key, which a class's static members already see. */
export function named(value: t.Expression, key: t.Expression, runtime: string): t.Expression {
  if (t.isSequenceExpression(value)) {
    value.expressions.push(named(value.expressions.pop()!, key, runtime));
    return value;
  }
  if (isInitialise(value, runtime)) {
    value.arguments = [named(value.arguments[0] as t.Expression, key, runtime)];
    return value;
  }
  return call(member(id(runtime), "named"), value, key);
}

const isInitialise = (value: t.Expression, runtime: string): value is t.CallExpression =>
  t.isCallExpression(value) &&
  t.isMemberExpression(value.callee) &&
  t.isIdentifier(value.callee.object, { name: runtime }) &&
  t.isIdentifier(value.callee.property, { name: "initialise" });
