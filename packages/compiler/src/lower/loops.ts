import * as t from "@babel/types";
import { assign, at, call, id, member, text } from "../ast/build.js";
import { sourceName } from "../ast/print.js";
import { boundIdentifiers } from "../ast/terms.js";
import type { BlockId } from "../ir/ir.js";
import { lowerEffect, lowerExpression } from "./expressions.js";
import type { Lowering } from "./lowering.js";
import { lowerNative } from "./native.js";
import { lowerPattern } from "./patterns.js";
import { lowerDeclarator, lowerStatement } from "./statements.js";

/** A loop's body, with its jump targets. */
function lowerBody(
  lowering: Lowering,
  body: t.Statement,
  labels: readonly string[],
  breakTo: BlockId,
  continueTo: BlockId,
): void {
  const outer = lowering.targets;
  lowering.targets = { kind: "loop", labels, breakTo, continueTo, outer };
  lowerStatement(lowering, body);
  lowering.targets = outer;
  lowering.jump(continueTo);
}

/** Goes to `then` while the test holds. A missing or literally true test costs nothing. */
function lowerTest(
  lowering: Lowering,
  test: t.Expression | null | undefined,
  then: BlockId,
  otherwise: BlockId,
): void {
  if (!test || t.isBooleanLiteral(test, { value: true })) return lowering.jump(then);
  const value = lowering.scoped(() => lowerExpression(lowering, test));
  lowering.end({ kind: "branch", test: value, then, otherwise });
}

export function lowerWhile(lowering: Lowering, node: t.WhileStatement, labels: readonly string[]): void {
  const [head, body, after] = blocks(lowering, "while", "loop body", "after while");
  lowering.jump(head);
  lowering.begin(head);
  lowerTest(lowering, node.test, body, after);
  lowering.begin(body);
  lowerBody(lowering, node.body, labels, after, head);
  lowering.begin(after);
}

export function lowerDoWhile(lowering: Lowering, node: t.DoWhileStatement, labels: readonly string[]): void {
  const [body, test, after] = blocks(lowering, "do", "do test", "after do");
  lowering.jump(body);
  lowering.begin(body);
  lowerBody(lowering, node.body, labels, after, test);
  lowering.begin(test);
  lowerTest(lowering, node.test, body, after);
  lowering.begin(after);
}

export function lowerFor(lowering: Lowering, node: t.ForStatement, labels: readonly string[]): void {
  if (t.isVariableDeclaration(node.init)) {
    node.init.declarations.forEach((declarator) => lowerDeclarator(lowering, declarator));
  } else if (node.init) lowerEffect(lowering, node.init);
  const rest = [node.test, node.update, node.body];
  if (!rest.some((part) => part && lowering.awaits(part))) {
    node.init = null;
    return lowerNative(lowering, labelled(node, labels));
  }
  const [head, body, update, after] = blocks(lowering, "for", "loop body", "for update", "after for");
  lowering.jump(head);
  lowering.begin(head);
  lowerTest(lowering, node.test, body, after);
  lowering.begin(body);
  lowerBody(lowering, node.body, labels, after, update);
  lowering.begin(update);
  const { update: next } = node;
  if (next) lowering.scoped(() => lowerEffect(lowering, next));
  lowering.jump(head);
  lowering.begin(after);
}

const METHODS: ReadonlySet<string> = new Set(["entries", "keys", "values"]);

export function lowerForOf(lowering: Lowering, node: t.ForOfStatement, labels: readonly string[]): void {
  const { left } = node;
  if (!lowering.awaits(node.body) && !lowering.awaits(left)) {
    node.right = lowerExpression(lowering, node.right);
    return lowerNative(lowering, labelled(node, labels));
  }
  const [head, body, after] = blocks(lowering, "for of", "loop body", "after for of");
  const items = lowering.temp(`of_${sourceName(node.right)}`);
  lowering.assign(items.name, iteration(lowering, node.right));
  lowering.jump(head);
  lowering.begin(head);
  lowering.end({
    kind: "branch",
    test: at(call(member(id(items.name), "next")), node.right),
    then: body,
    otherwise: after,
  });
  lowering.begin(body);
  const item = member(id(items.name), "value");
  lowering.scoped(() => {
    if (t.isVariableDeclaration(left)) {
      const pattern = left.declarations[0]!.id;
      for (const { name } of boundIdentifiers(pattern)) lowering.local(name);
      lowerHead(lowering, pattern as t.LVal, item, left);
    } else lowerHead(lowering, left, item, left);
  });
  lowerBody(lowering, node.body, labels, after, head);
  lowering.begin(after);
}

function lowerHead(lowering: Lowering, target: t.LVal, item: t.Expression, origin: t.Node): void {
  if (!lowering.awaits(target)) return lowerEffect(lowering, at(assign(target, item), origin));
  const isPattern = t.isObjectPattern(target) || t.isArrayPattern(target);
  // The iteration's value is not part of a snapshot: it is kept before the target awaits.
  const value = lowering.spill(item);
  if (!isPattern) return lowerEffect(lowering, at(assign(target, value), origin));
  lowerPattern(lowering, target, value);
}

/** Our own iteration, which a snapshot can store. */
function iteration(lowering: Lowering, node: t.Expression): t.Expression {
  const { runtime } = lowering.symbols;
  if (t.isCallExpression(node) && t.isMemberExpression(node.callee) && node.arguments.length === 0) {
    const { object, property, computed } = node.callee;
    if (!computed && t.isIdentifier(property) && METHODS.has(property.name)) {
      const receiver = lowerExpression(lowering, object);
      return at(call(member(id(runtime), "iterateMethod"), receiver, text(property.name)), node);
    }
  }
  const iterable = lowerExpression(lowering, node);
  return at(call(member(id(runtime), "iterate"), iterable), node);
}

/** Only the object may await; the loop itself stays native. */
export function lowerForIn(lowering: Lowering, node: t.ForInStatement, labels: readonly string[]): void {
  node.right = lowerExpression(lowering, node.right);
  lowerNative(lowering, labelled(node, labels));
}

/** A native loop keeps its own labels. */
const labelled = (node: t.Statement, labels: readonly string[]): t.Statement =>
  labels.reduceRight((body, label) => t.labeledStatement(id(label), body), node);

function blocks<const Hints extends readonly string[]>(
  lowering: Lowering,
  ...hints: Hints
): { [K in keyof Hints]: BlockId } {
  return hints.map((hint) => lowering.block(hint)) as { [K in keyof Hints]: BlockId };
}
