import * as t from "@babel/types";
import { id } from "../ast/build.js";
import type { BlockId } from "../ir/ir.js";
import { lowerEffect, lowerExpression } from "./expressions.js";
import type { Lowering } from "./lowering.js";
import { lowerNative } from "./native.js";
import { lowerDeclarator, lowerStatement } from "./statements.js";

/** A loop's body, with its jump targets. */
export function lowerBody(
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

export { lowerForIn } from "./for-in.js";
export { lowerForOf } from "./for-of.js";

/** A native loop keeps its own labels. */
export const labelled = (node: t.Statement, labels: readonly string[]): t.Statement =>
  labels.reduceRight((body, label) => t.labeledStatement(id(label), body), node);

/** Several blocks at once, not yet begun. */
export function blocks<const Hints extends readonly string[]>(
  lowering: Lowering,
  ...hints: Hints
): { [K in keyof Hints]: BlockId } {
  return hints.map((hint) => lowering.block(hint)) as { [K in keyof Hints]: BlockId };
}
