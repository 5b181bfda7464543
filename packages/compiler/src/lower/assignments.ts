import * as t from "@babel/types";
import { assign, at, id } from "../ast/build.js";
import { sourceName } from "../ast/print.js";
import { staticKey } from "../ast/terms.js";
import { calledText } from "./called-text.js";
import { branch, isSet, lowerExpression, lowerOperands } from "./expressions.js";
import { lowerMember } from "./calls.js";
import { runtimeCall } from "./iterations.js";
import { arraySourceText } from "./declared-arrays.js";
import type { Lowering } from "./lowering.js";
import { lowerPattern } from "./patterns.js";

/** Any assignment with an `await` on one of its sides. */
export function lowerAssignment(lowering: Lowering, node: t.AssignmentExpression): t.Expression {
  const { left, right, operator } = node;
  if (t.isObjectPattern(left) || t.isArrayPattern(left)) return lowerDestructuring(lowering, left, node);
  const logical = ["&&=", "||=", "??="].includes(operator);
  const awaitsRight = lowering.awaits(right);
  if (operator === "=") {
    if (!t.isMemberExpression(left))
      return at(assign(left as t.LVal, lowerExpression(lowering, right)), node);
    const operands = left.computed ? [left.object, left.property, right] : [left.object, right];
    const lowered = lowerOperands(lowering, operands as t.Expression[]) as t.Expression[];
    const target = at(
      t.memberExpression(lowered[0]!, left.computed ? lowered[1]! : left.property, left.computed),
      left,
    );
    return at(assign(target, lowered.at(-1)!), node);
  }
  const target = t.isMemberExpression(left)
    ? stableMember(lowering, left, awaitsRight)
    : (left as t.Identifier);
  if (!awaitsRight) return at(assign(target, right, operator), node);
  const role = sourceName(left);
  const before = lowering.temp(role);
  lowering.assign(before.name, t.cloneNode(target));
  if (!logical) {
    const value = lowerExpression(lowering, right);
    const binary = operator.slice(0, -1) as t.BinaryExpression["operator"];
    return at(assign(target, at(t.binaryExpression(binary, id(before.name), value), node)), node);
  }
  const evaluate = (): void => {
    const value = lowerExpression(lowering, right);
    lowering.assign(before.name, at(assign(t.cloneNode(target), value), node));
  };
  const test = isSet(operator.slice(0, -1), id(before.name));
  if (operator === "&&=") branch(lowering, test, evaluate, null);
  else branch(lowering, test, null, evaluate);
  return id(before.name);
}

/** A member that is used twice: its object and key are evaluated once. */
function stableMember(lowering: Lowering, node: t.MemberExpression, twice: boolean): t.MemberExpression {
  const [object, property] = lowerMember(lowering, node);
  if (!twice) return at(t.memberExpression(object, property, node.computed), node);
  const receiver = lowering.spill(object);
  const key = node.computed ? lowering.spill(property) : property;
  return at(t.memberExpression(receiver, key, node.computed), node);
}

function lowerDestructuring(
  lowering: Lowering,
  pattern: t.ObjectPattern | t.ArrayPattern,
  node: t.AssignmentExpression,
): t.Expression {
  const source = sourceName(node.right);
  const text = t.isArrayPattern(pattern) ? arraySourceText(node) : calledText(node.right);
  const isAwaited = lowering.awaits(node.right);
  const value = lowerExpression(lowering, node.right);
  if (!lowering.awaits(pattern)) {
    const checked = isAwaited && text !== undefined ? checkedSource(lowering, pattern, value, text) : value;
    return at(assign(pattern, checked), node);
  }
  const whole = lowering.temp(`from_${source}`);
  lowering.assign(whole.name, value);
  lowerPattern(lowering, pattern, id(whole.name), text);
  return id(whole.name);
}

/** The language's message names what is destructured, not the variable that it was kept in. */
function checkedSource(
  lowering: Lowering,
  pattern: t.ObjectPattern | t.ArrayPattern,
  value: t.Expression,
  text: string,
): t.Expression {
  if (t.isArrayPattern(pattern)) return runtimeCall(lowering, "iterable", value, t.stringLiteral(text));
  const [first] = pattern.properties;
  const key = t.isObjectProperty(first) ? staticKey(first.key, first.computed) : undefined;
  const rest = key === undefined ? [] : [t.stringLiteral(key)];
  return runtimeCall(lowering, "destructurable", value, t.stringLiteral(text), ...rest);
}

/** `(await o).x++` */
export function lowerUpdate(lowering: Lowering, node: t.UpdateExpression): t.Expression {
  const target = stableMember(lowering, node.argument as t.MemberExpression, false);
  return at(t.updateExpression(node.operator, target, node.prefix), node);
}
