import * as t from "@babel/types";
import { at, call, id, member, undefinedValue } from "../ast/build.js";
import { sourceName } from "../ast/print.js";
import type { Argument, BlockId, Callee } from "../ir/ir.js";
import { calledText } from "./called-text.js";
import { callExpression, isFixedMethod } from "./calls.js";
import { lowerExpression, lowerOperands } from "./expressions.js";
import type { Lowering } from "./lowering.js";

type Chain = t.OptionalMemberExpression | t.OptionalCallExpression;
const isChain = (node: t.Node): node is Chain =>
  t.isOptionalMemberExpression(node) || t.isOptionalCallExpression(node);

/** `o?.[await k]?.(await x)`. `finish` makes the result of the chain's value; a short circuit gives `otherwise`. */
export function lowerChain(
  lowering: Lowering,
  node: Chain,
  finish: (value: t.Expression) => t.Expression = (value) => value,
  otherwise: t.Expression = undefinedValue(),
): t.Expression {
  const innermost = innermostLink(node);
  const only = t.isOptionalMemberExpression(innermost) ? innermost.object : innermost.callee;
  if (!awaitsBeside(lowering, node, only as t.Expression)) {
    const role = sourceName(only);
    const base = lowerExpression(lowering, only as t.Expression);
    const value = keep(lowering, base, role);
    if (t.isOptionalMemberExpression(innermost)) innermost.object = value;
    else innermost.callee = value;
    return finish(node);
  }
  const result = lowering.temp(`chain_${sourceName(node)}`);
  const short = lowering.block("short circuit");
  const after = lowering.block("after chain");
  lowering.assign(result.name, finish(at(evaluateLink(lowering, node, short).value, node)));
  lowering.jump(after);
  lowering.begin(short);
  lowering.assign(result.name, otherwise);
  lowering.jump(after);
  lowering.begin(after);
  return id(result.name);
}

function innermostLink(node: Chain): Chain {
  const inner = t.isOptionalMemberExpression(node) ? node.object : node.callee;
  return isChain(inner) ? innermostLink(inner) : node;
}

/** Whether a chain awaits anywhere but in the expression that it starts from. */
function awaitsBeside(lowering: Lowering, node: t.Expression, start: t.Expression): boolean {
  if (node === start || !isChain(node)) return false;
  if (t.isOptionalMemberExpression(node)) {
    return (node.computed && lowering.awaits(node.property)) || awaitsBeside(lowering, node.object, start);
  }
  const { arguments: args, callee } = node;
  // The receiver of a called start must be kept too: the slow way does.
  if (callee === start) return true;
  return (
    args.some((argument) => lowering.awaits(argument)) ||
    awaitsBeside(lowering, callee as t.Expression, start)
  );
}

function keep(lowering: Lowering, value: t.Expression, role: string): t.Expression {
  return lowering.spill(value, role);
}

interface Link {
  readonly value: t.Expression;
  /** What a call of the value gets as `this`. */
  readonly receiver: t.Expression | null;
}

function evaluateLink(lowering: Lowering, node: t.Expression, short: BlockId): Link {
  if (t.isOptionalMemberExpression(node)) {
    const role = sourceName(node.object);
    const object = keep(lowering, evaluateLink(lowering, node.object, short).value, role);
    if (node.optional) leaveWhenNullish(lowering, object, short);
    const property = node.computed ? lowerExpression(lowering, node.property as t.Expression) : node.property;
    return { value: t.memberExpression(t.cloneNode(object), property, node.computed), receiver: object };
  }
  if (t.isOptionalCallExpression(node)) {
    const { callee, args } = lowerChainCallee(lowering, node, short);
    return { value: callExpression(lowering, callee, args), receiver: null };
  }
  if (t.isMemberExpression(node)) {
    const role = sourceName(node.object);
    const object = keep(lowering, lowerExpression(lowering, node.object), role);
    const property = node.computed ? lowerExpression(lowering, node.property as t.Expression) : node.property;
    return { value: t.memberExpression(t.cloneNode(object), property, node.computed), receiver: object };
  }
  return { value: lowerExpression(lowering, node), receiver: null };
}

/** What the call at a chain's end needs; goes to `short` where the chain ends before. */
export function lowerChainCallee(
  lowering: Lowering,
  node: t.OptionalCallExpression,
  short: BlockId,
): { callee: Callee; args: readonly Argument[] } {
  const source = node.callee as t.Expression;
  const ref = privateReference(lowering, source);
  if (ref) return lowerPrivateCallee(lowering, node, ref, short);
  const role = sourceName(source);
  const text = calledText(source);
  const { value, receiver } = evaluateLink(lowering, source, short);
  const isFixed = t.isMemberExpression(value) && isFixedMethod(lowering, value);
  const fn = isFixed ? value : keep(lowering, value, `call_${role}`);
  if (node.optional) leaveWhenNullish(lowering, fn, short);
  const args = lowerOperands(lowering, node.arguments as Argument[]) as Argument[];
  if (t.isMemberExpression(fn)) return { callee: { kind: "method", member: fn, text }, args };
  const self = receiver ? t.cloneNode(receiver) : undefinedValue();
  return { callee: { kind: "read", value: t.cloneNode(fn), receiver: self, text }, args };
}

/** The `privateRef(...)` of `privateRef(o, name)?.call(...)`, which the scopes pass writes for `o?.#m(...)`. */
function privateReference({ symbols }: Lowering, node: t.Expression): t.CallExpression | null {
  if (!t.isOptionalMemberExpression(node) || !t.isCallExpression(node.object)) return null;
  const { callee } = node.object;
  if (!t.isMemberExpression(callee) || !t.isIdentifier(callee.object, { name: symbols.runtime })) return null;
  const { name } = callee.property as t.Identifier;
  return name === "privateRef" || name === "privateRefOptional" ? node.object : null;
}

function lowerPrivateCallee(
  lowering: Lowering,
  node: t.OptionalCallExpression,
  ref: t.CallExpression,
  short: BlockId,
): { callee: Callee; args: readonly Argument[] } {
  const { runtime } = lowering.symbols;
  const [object, name] = ref.arguments as [t.Expression, t.Expression];
  const isOptional = t.isIdentifier((ref.callee as t.MemberExpression).property, {
    name: "privateRefOptional",
  });
  const inner = isChain(object)
    ? evaluateLink(lowering, object, short).value
    : lowerExpression(lowering, object);
  const receiver = lowering.spill(inner);
  if (isOptional) leaveWhenNullish(lowering, receiver, short);
  const read = call(member(id(runtime), "privateRef"), t.cloneNode(receiver), name);
  const value = lowering.spill(member(read, "value"), "private_method");
  if (node.optional) leaveWhenNullish(lowering, value, short);
  const args = lowerOperands(lowering, node.arguments as Argument[]) as Argument[];
  return { callee: { kind: "read", value, receiver: t.cloneNode(receiver), text: "object.#method" }, args };
}

/** `(o?.f)(x)`: the chain ends at the parentheses, but the call keeps its receiver. */
export function lowerEndedChain(
  lowering: Lowering,
  node: t.OptionalMemberExpression,
): { value: t.Identifier; receiver: t.Identifier } {
  const role = sourceName(node);
  const value = lowering.temp(`call_${role}`);
  const receiver = lowering.temp(`self_${role}`);
  const short = lowering.block("short circuit");
  const after = lowering.block("after chain");
  const link = evaluateLink(lowering, node, short);
  lowering.assign(receiver.name, t.cloneNode(link.receiver ?? undefinedValue()));
  lowering.assign(value.name, link.value);
  lowering.jump(after);
  lowering.begin(short);
  lowering.assign(receiver.name, undefinedValue());
  lowering.assign(value.name, undefinedValue());
  lowering.jump(after);
  lowering.begin(after);
  return { value, receiver };
}

function leaveWhenNullish(lowering: Lowering, value: t.Expression, short: BlockId): void {
  const go = lowering.block("chain goes on");
  const nullish = t.binaryExpression("==", t.cloneNode(value), t.nullLiteral());
  lowering.end({ kind: "branch", test: nullish, then: short, otherwise: go });
  lowering.begin(go);
}
