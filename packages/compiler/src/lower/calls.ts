import * as t from "@babel/types";
import { isBuiltIn, isCollectionMethod } from "../analyse/globals.js";
import { at, call, id, member, text, undefinedValue } from "../ast/build.js";
import { sourceName } from "../ast/print.js";
import type { Argument, Callee } from "../ir/ir.js";
import { lowerExpression, lowerOperands } from "./expressions.js";
import type { Lowering } from "./lowering.js";

/** Evaluates what a call needs, in order: receiver, function, arguments. */
export function lowerCallee(
  lowering: Lowering,
  node: t.CallExpression,
): { callee: Callee; args: readonly Argument[] } {
  const awaitsLater = node.arguments.some((argument) => lowering.awaits(argument));
  const callee = lowerFunction(lowering, node.callee as t.Expression, awaitsLater);
  return { callee, args: lowerOperands(lowering, node.arguments as Argument[]) };
}

/** The function part of a call. With an await among the arguments it is read before them and kept. */
export function lowerFunction(lowering: Lowering, node: t.Expression, awaitsLater: boolean): Callee {
  const plain = undetached(node);
  if (t.isMemberExpression(node)) return lowerMethod(lowering, node, awaitsLater);
  if (plain !== node) {
    return { kind: "function", value: awaitsLater ? lowering.spill(plain) : node, known: false };
  }
  const value = lowerExpression(lowering, node);
  const outside = lowering.outsideKind(value);
  const known = outside === "function" || outside === "import";
  if (!awaitsLater) return { kind: "function", value, known };
  if (outside === "global" && !isBuiltIn(value, lowering.converted.analysis.module.bindings)) {
    lowering.emit({ kind: "evaluate", value: t.cloneNode(value) });
    return { kind: "function", value, known };
  }
  return { kind: "function", value: outside === "import" ? value : lowering.spill(value, node), known };
}

/** `(0, $scope_f.f)`, as closure conversion writes it, without its wrapping. */
const undetached = (node: t.Expression): t.Expression =>
  t.isSequenceExpression(node) && node.expressions.length === 2 && t.isNumericLiteral(node.expressions[0])
    ? node.expressions[1]!
    : node;

function lowerMethod(lowering: Lowering, node: t.MemberExpression, awaitsLater: boolean): Callee {
  const role = sourceName(node);
  const [object, property] = lowerMember(lowering, node);
  node.object = object;
  if (node.computed) node.property = property;
  if (!awaitsLater || isFixedMethod(lowering, node)) return { kind: "method", member: node };
  const receiver = lowering.spill(object);
  if (node.computed) node.property = lowering.spill(property);
  node.object = receiver;
  // An inherited method is looked up again after the arguments: its function need not be stored, its own might change.
  const method = lowering.temp(`method_${role}`);
  lowering.assign(method.name, t.cloneNode(node));
  const key = node.computed
    ? t.cloneNode(node.property as t.Expression)
    : text((node.property as t.Identifier).name);
  const isOwn = call(member(id("Object"), "hasOwn"), t.cloneNode(receiver), key);
  lowering.assign(method.name, t.conditionalExpression(isOwn, id(method.name), undefinedValue()));
  const value = t.logicalExpression("??", id(method.name), t.cloneNode(node));
  const source = isCollectionMethod(node) ? null : t.cloneNode(node);
  return { kind: "bound", value, receiver: t.cloneNode(receiver), source };
}

/** Methods of the context, of built-ins and of imported modules: nobody replaces them during an await. */
function isFixedMethod(lowering: Lowering, node: t.MemberExpression): boolean {
  if (node.computed) return false;
  if (lowering.converted.isContext(node.object)) return true;
  if (t.isMemberExpression(node.object) && !node.object.computed) return isFixedMethod(lowering, node.object);
  const outside = lowering.outsideKind(node.object);
  if (outside === "global") return isBuiltIn(node.object, lowering.converted.analysis.module.bindings);
  return outside !== null && outside !== "variable";
}

/** The object and the computed key of a member expression, not yet evaluated as far as that is possible. */
export function lowerMember(lowering: Lowering, node: t.MemberExpression): [t.Expression, t.Expression] {
  if (!node.computed) return [lowerExpression(lowering, node.object), node.property as t.Expression];
  const [object, property] = lowerOperands(lowering, [node.object, node.property as t.Expression]);
  return [object as t.Expression, property as t.Expression];
}

/** `new (await X)(await y)`; an imported class is reached by its name after the arguments too. */
export function lowerNew(lowering: Lowering, node: t.NewExpression): t.Expression {
  const callee = node.callee as t.Expression;
  const args = node.arguments as t.Expression[];
  if (lowering.outsideKind(callee) === "import") {
    node.arguments = lowerOperands(lowering, args) as t.Expression[];
    return node;
  }
  const [constructor, ...operands] = lowerOperands(lowering, [callee, ...args]);
  return at(t.newExpression(constructor as t.Expression, operands as t.Expression[]), node);
}

/** A call with an await in its function or arguments, as an expression without. */
export function lowerCall(lowering: Lowering, node: t.CallExpression): t.Expression {
  if (t.isImport(node.callee) || t.isSuper(node.callee)) {
    node.arguments = lowerOperands(lowering, node.arguments as Argument[]) as typeof node.arguments;
    return node;
  }
  const { callee, args } = lowerCallee(lowering, node);
  const evaluated = args.every((argument) => !t.isSpreadElement(argument) && lowering.isStable(argument));
  if (callee.kind === "bound" && callee.source && evaluated) {
    // What is no function fails with the language's own message, which names it.
    const isFunction = t.binaryExpression(
      "===",
      t.unaryExpression("typeof", t.cloneNode(callee.value)),
      text("function"),
    );
    lowering.emit({ kind: "evaluate", value: t.logicalExpression("||", isFunction, call(callee.source)) });
  }
  return at(callExpression(callee, args), node);
}

export function callExpression(callee: Callee, args: readonly Argument[]): t.Expression {
  switch (callee.kind) {
    case "function":
      return t.callExpression(callee.value, [...args]);
    case "method":
      return t.callExpression(callee.member, [...args]);
    case "bound":
      return t.callExpression(member(callee.value, "call"), [callee.receiver, ...args]);
  }
}

/** o.tag`${await x}`: the site stays in one place, so that its strings keep their identity. */
export function lowerTaggedTemplate(lowering: Lowering, node: t.TaggedTemplateExpression): t.Expression {
  const expressions = node.quasi.expressions as t.Expression[];
  const awaitsLater = expressions.some((expression) => lowering.awaits(expression));
  const callee = lowerFunction(lowering, node.tag, awaitsLater);
  node.quasi.expressions = lowerOperands(lowering, expressions) as t.Expression[];
  node.tag =
    callee.kind === "bound"
      ? call(member(callee.value, "bind"), callee.receiver)
      : callee.kind === "method"
        ? callee.member
        : callee.value;
  return node;
}
