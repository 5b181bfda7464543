import * as t from "@babel/types";
import { isBuiltIn } from "../analyse/globals.js";
import { array, at, call, id, member, text, undefinedValue } from "../ast/build.js";
import { sourceName } from "../ast/print.js";
import type { Argument, Callee } from "../ir/ir.js";
import { calledText } from "./called-text.js";
import { lowerEndedChain } from "./chains.js";
import { lowerExpression, lowerOperands } from "./expressions.js";
import { lowerInvocation } from "./invocations.js";
import type { Lowering } from "./lowering.js";

/** Evaluates what a call needs, in order: receiver, function, arguments. */
export function lowerCallee(
  lowering: Lowering,
  node: t.CallExpression,
): { callee: Callee; args: readonly Argument[] } {
  const invoked = lowerInvocation(lowering, node);
  if (invoked) return invoked;
  const awaitsLater = node.arguments.some((argument) => lowering.awaits(argument));
  const callee = lowerFunction(lowering, node.callee as t.Expression, awaitsLater);
  return { callee, args: lowerOperands(lowering, node.arguments as Argument[]) };
}

/** The function part of a call. With an await among the arguments it is read before them and kept. */
function lowerFunction(lowering: Lowering, node: t.Expression, awaitsLater: boolean): Callee {
  const text = calledText(node);
  if (t.isMemberExpression(node)) return lowerMethod(lowering, node, text, awaitsLater);
  if (t.isOptionalMemberExpression(node)) return { kind: "read", ...lowerEndedChain(lowering, node), text };
  // The variable that holds what was awaited is not what the program calls.
  if (t.isAwaitExpression(node)) return kept(lowering.spill(lowerExpression(lowering, node)), text);
  const plain = undetached(node);
  if (plain !== node) {
    const value = lowerExpression(lowering, plain);
    if (awaitsLater) return kept(lowering.spill(value), text);
    return { kind: "function", value: detached(value), text };
  }
  const role = awaitsLater ? sourceName(node) : "";
  const value = lowerExpression(lowering, node);
  const outside = lowering.outsideKind(value);
  const known = outside === "function" || outside === "import";
  const named = known ? undefined : text;
  if (!awaitsLater) return { kind: "function", value: detached(value), text: named };
  if (outside === "global" && !isBuiltIn(value, lowering.converted.analysis.module.bindings)) {
    lowering.emit({ kind: "evaluate", value: t.cloneNode(value) });
    return { kind: "function", value, text: named };
  }
  if (outside === "import" || lowering.isStable(value)) return { kind: "function", value, text: named };
  const fn = lowering.temp(role);
  lowering.assign(fn.name, value);
  return kept(fn, text);
}

const kept = (value: t.Expression, text: string): Callee => ({
  kind: "read",
  value,
  receiver: undefinedValue(),
  text,
});

/** `(0, o.f)`, as closure conversion and people write it, without its wrapping. */
const undetached = (node: t.Expression): t.Expression =>
  t.isSequenceExpression(node) && node.expressions.length === 2 && t.isNumericLiteral(node.expressions[0])
    ? node.expressions[1]!
    : node;

/** A method that is called without its object. */
const detached = (value: t.Expression): t.Expression =>
  t.isMemberExpression(value) ? t.sequenceExpression([t.numericLiteral(0), value]) : value;

function lowerMethod(
  lowering: Lowering,
  node: t.MemberExpression,
  text: string,
  awaitsLater: boolean,
): Callee {
  const role = awaitsLater ? sourceName(node) : "";
  const awaitsKey = node.computed && lowering.awaits(node.property);
  const [object, property] = lowerMember(lowering, node);
  node.object = object;
  if (node.computed) node.property = property;
  if ((!awaitsLater && !awaitsKey) || isFixedMethod(lowering, node))
    return { kind: "method", member: node, text };
  node.object = lowering.spill(object);
  const receiver = t.cloneNode(node.object);
  if (!awaitsLater) return { kind: "read", value: node, receiver, text };
  const method = lowering.temp(`method_${role}`);
  lowering.assign(method.name, node);
  return { kind: "read", value: method, receiver, text };
}

/** Methods of the context, of the runtime, of built-ins and of imported modules: nobody replaces them during an await. */
export function isFixedMethod(lowering: Lowering, node: t.MemberExpression): boolean {
  if (node.computed) return false;
  if (t.isIdentifier(node.object) && node.object.name === lowering.symbols.runtime) return true;
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
  const text = calledText(callee);
  const [constructor, ...operands] = lowerOperands(lowering, [callee, ...args]);
  if (t.isIdentifier(constructor) && !t.isIdentifier(callee, { name: constructor.name })) {
    const list = t.arrayExpression(operands as t.Expression[]);
    return at(
      call(member(id(lowering.symbols.runtime), "construct"), constructor, list, t.stringLiteral(text)),
      node,
    );
  }
  return at(t.newExpression(constructor as t.Expression, operands as t.Expression[]), node);
}

/** A call with an await in its function or arguments, as an expression without. */
export function lowerCall(lowering: Lowering, node: t.CallExpression): t.Expression {
  if (t.isImport(node.callee) || t.isSuper(node.callee)) {
    node.arguments = lowerOperands(lowering, node.arguments as Argument[]) as typeof node.arguments;
    return node;
  }
  const { callee, args } = lowerCallee(lowering, node);
  return at(callExpression(lowering, callee, args), node);
}

export function callExpression(lowering: Lowering, callee: Callee, args: readonly Argument[]): t.Expression {
  switch (callee.kind) {
    case "function":
      return call(callee.value, ...(args as t.Expression[]));
    case "method":
      return call(callee.member, ...(args as t.Expression[]));
    case "read": {
      const invoke = member(id(lowering.symbols.runtime), "invoke");
      return call(invoke, callee.value, callee.receiver, array([...args]), text(callee.text));
    }
  }
}
