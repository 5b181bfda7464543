import * as t from "@babel/types";
import { at, binary, id } from "../ast/build.js";
import { sourceName } from "../ast/print.js";
import { lowerAssignment, lowerUpdate } from "./assignments.js";
import { lowerAwait } from "./awaits.js";
import { lowerCall, lowerMember, lowerNew } from "./calls.js";
import { lowerChain } from "./chains.js";
import { namingItsSource } from "./declared-arrays.js";
import { lowerJsx } from "./jsx.js";
import type { Lowering } from "./lowering.js";
import { lowerArray, lowerObject } from "./literals.js";
import { lowerYield } from "./yields.js";

/**
 * Emits everything up to the last `await` in an expression, and gives what remains: an expression without
 * awaits that the caller must use exactly once, next.
 */
export function lowerExpression(lowering: Lowering, node: t.Expression): t.Expression {
  if (!lowering.awaits(node)) return node;
  switch (node.type) {
    case "AwaitExpression":
      return lowerAwait(lowering, node);
    case "YieldExpression":
      return lowerYield(lowering, node);
    case "UnaryExpression":
      return lowerUnary(lowering, node);
    case "UpdateExpression":
      return lowerUpdate(lowering, node);
    case "BinaryExpression": {
      const [left, right] = lowerOperands(lowering, [node.left as t.Expression, node.right]);
      return at(binary(node.operator, left as t.Expression, right as t.Expression), node);
    }
    case "LogicalExpression":
      return lowerLogical(lowering, node);
    case "ConditionalExpression":
      return lowerConditional(lowering, node);
    case "SequenceExpression": {
      const last = node.expressions.length - 1;
      node.expressions.slice(0, last).forEach((part) => lowerEffect(lowering, part));
      return lowerExpression(lowering, node.expressions[last]!);
    }
    case "AssignmentExpression":
      return lowerAssignment(lowering, node);
    case "MemberExpression": {
      const [object, property] = lowerMember(lowering, node);
      return at(t.memberExpression(object, property, node.computed), node);
    }
    case "CallExpression":
      return lowerCall(lowering, node);
    case "OptionalMemberExpression":
    case "OptionalCallExpression":
      return lowerChain(lowering, node);
    case "NewExpression":
      return lowerNew(lowering, node);
    case "ArrayExpression":
      return lowerArray(lowering, node);
    case "ObjectExpression":
      return lowerObject(lowering, node);
    case "TemplateLiteral":
      return lowerTemplate(lowering, node);
    case "JSXElement":
    case "JSXFragment":
      return lowerJsx(lowering, node);
    default:
      throw new Error(`The lowering does not know how to await inside ${node.type}.`);
  }
}

/** Operands in order: those before the last `await` are evaluated and kept, the others are left in place. */
export function lowerOperands<T extends t.Expression | t.SpreadElement | null>(
  lowering: Lowering,
  nodes: readonly T[],
): (T | t.Expression | t.SpreadElement)[] {
  const last = nodes.findLastIndex((node) => node !== null && lowering.awaits(node));
  return nodes.map((node, index) => {
    if (node === null || index > last) return node;
    if (t.isSpreadElement(node)) {
      const value = lowerExpression(lowering, node.argument);
      if (index === last) return t.spreadElement(value);
      return t.spreadElement(lowering.spill(t.arrayExpression([t.spreadElement(value)]), node.argument));
    }
    const source = node as t.Expression;
    // What is left in place is read again, what is taken apart is named before.
    const role = index < last && lowering.awaits(source) ? sourceName(source) : source;
    const value = lowerExpression(lowering, source);
    return index === last ? value : lowering.spill(value, role);
  });
}

/** Evaluates an expression whose value nobody needs. */
export function lowerEffect(lowering: Lowering, node: t.Expression): void {
  if (isSequenceAssignment(lowering, node)) {
    node.right.expressions.slice(0, -1).forEach((part) => lowerEffect(lowering, part));
    return lowerEffect(
      lowering,
      at(t.assignmentExpression("=", node.left, node.right.expressions.at(-1)!), node),
    );
  }
  if (isPlainAssignment(node) && isLocal(lowering, node.left)) {
    return lowering.assign(node.left.name, lowerExpression(lowering, node.right));
  }
  if (!lowering.awaits(node))
    return lowering.emit({ kind: "evaluate", value: namingItsSource(lowering, node) });
  switch (node.type) {
    case "AwaitExpression":
      lowerAwait(lowering, node, false);
      return;
    case "YieldExpression":
      lowerYield(lowering, node, false);
      return;
    case "SequenceExpression":
      return node.expressions.forEach((part) => lowerEffect(lowering, part));
    case "ConditionalExpression":
      return branch(
        lowering,
        lowerExpression(lowering, node.test),
        () => lowerEffect(lowering, node.consequent),
        () => lowerEffect(lowering, node.alternate),
      );
    case "LogicalExpression": {
      const test = isSet(node.operator, lowerExpression(lowering, node.left));
      const right = (): void => lowerEffect(lowering, node.right);
      return node.operator === "&&"
        ? branch(lowering, test, right, null)
        : branch(lowering, test, null, right);
    }
    default: {
      const value = lowerExpression(lowering, node);
      if (!lowering.isStable(value)) lowering.emit({ kind: "evaluate", value });
    }
  }
}

/** `a = (b, c)`, whose parts are clearer, and better known, as statements of their own. */
function isSequenceAssignment(
  lowering: Lowering,
  node: t.Expression,
): node is t.AssignmentExpression & { right: t.SequenceExpression } {
  if (!isPlainAssignment(node) || !t.isSequenceExpression(node.right)) return false;
  const { left } = node;
  return (
    isLocal(lowering, left) ||
    (t.isMemberExpression(left) && !left.computed && lowering.isStable(left.object))
  );
}

const isPlainAssignment = (node: t.Expression): node is t.AssignmentExpression =>
  node.type === "AssignmentExpression" && node.operator === "=";

const isLocal = (lowering: Lowering, node: t.Node): node is t.Identifier =>
  t.isIdentifier(node) && lowering.ir.locals.has(node.name);

/** Two ways to go on, then one again. */
export function branch(
  lowering: Lowering,
  test: t.Expression,
  consequent: (() => void) | null,
  alternate: (() => void) | null,
): void {
  const after = lowering.block("join");
  const then = consequent ? lowering.block("then") : after;
  const otherwise = alternate ? lowering.block("else") : after;
  lowering.end({ kind: "branch", test, then, otherwise });
  for (const [block, body] of [
    [then, consequent],
    [otherwise, alternate],
  ] as const) {
    if (!body) continue;
    lowering.begin(block);
    body();
    lowering.jump(after);
  }
  lowering.begin(after);
}

/** The test by which a logical operator decides: true means that the left side is truthy, or not nullish for `??`. */
export const isSet = (operator: string, value: t.Expression): t.Expression =>
  operator === "??" ? t.binaryExpression("!=", value, t.nullLiteral()) : value;

function lowerLogical(lowering: Lowering, node: t.LogicalExpression): t.Expression {
  if (!lowering.awaits(node.right)) {
    return at(t.logicalExpression(node.operator, lowerExpression(lowering, node.left), node.right), node);
  }
  const role = sourceName(node.left);
  const left = lowerExpression(lowering, node.left);
  const result = lowering.temp(`or_${role}`);
  lowering.assign(result.name, left);
  const right = (): void => lowering.assign(result.name, lowerExpression(lowering, node.right));
  const test = isSet(node.operator, id(result.name));
  if (node.operator === "&&") branch(lowering, test, right, null);
  else branch(lowering, test, null, right);
  return id(result.name);
}

function lowerConditional(lowering: Lowering, node: t.ConditionalExpression): t.Expression {
  if (!lowering.awaits(node.consequent) && !lowering.awaits(node.alternate)) {
    const test = lowerExpression(lowering, node.test);
    return at(t.conditionalExpression(test, node.consequent, node.alternate), node);
  }
  const role = sourceName(node.test);
  const test = lowerExpression(lowering, node.test);
  const result = lowering.temp(`if_${role}`);
  branch(
    lowering,
    test,
    () => lowering.assign(result.name, lowerExpression(lowering, node.consequent)),
    () => lowering.assign(result.name, lowerExpression(lowering, node.alternate)),
  );
  return id(result.name);
}

function lowerUnary(lowering: Lowering, node: t.UnaryExpression): t.Expression {
  const { argument } = node;
  if (
    node.operator === "delete" &&
    (t.isOptionalMemberExpression(argument) || t.isOptionalCallExpression(argument))
  ) {
    return lowerChain(
      lowering,
      argument,
      (value) => at(t.unaryExpression("delete", value), node),
      t.booleanLiteral(true),
    );
  }
  const value = lowerExpression(lowering, argument);
  // `typeof` and `delete` treat a reference as nothing else does; what a sequence ends with is a value.
  if (node.operator === "delete" && !t.isMemberExpression(argument))
    return t.sequenceExpression([value, t.booleanLiteral(true)]);
  const isBare = node.operator === "typeof" && t.isSequenceExpression(argument);
  const operand = isBare ? t.sequenceExpression([t.numericLiteral(0), value]) : value;
  return at(t.unaryExpression(node.operator, operand, node.prefix), node);
}

/** Each part becomes a string before the next one is evaluated. */
function lowerTemplate(lowering: Lowering, node: t.TemplateLiteral): t.Expression {
  const expressions = node.expressions as t.Expression[];
  const last = expressions.findLastIndex((part) => lowering.awaits(part));
  node.expressions = expressions.map((part, index) => {
    if (index >= last) return lowerExpression(lowering, part);
    const role = sourceName(part);
    const value = lowerExpression(lowering, part);
    if (t.isStringLiteral(value)) return value;
    const temp = lowering.temp(`text_${role}`);
    const quasis = ["", ""].map((raw, at) => t.templateElement({ raw, cooked: raw }, at === 1));
    lowering.assign(temp.name, t.templateLiteral(quasis, [value]));
    return id(temp.name);
  });
  return node;
}
