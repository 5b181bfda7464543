import * as t from "@babel/types";
import { at, id, member, text } from "../ast/build.js";
import { sourceName } from "../ast/print.js";
import { lowerExpression } from "./expressions.js";
import { lowerForAwait } from "./for-await.js";
import { beginIteration, iterableText, runtimeCall, step } from "./iterations.js";
import { lowerHead } from "./loop-heads.js";
import { blocks, labelled, lowerBody } from "./loops.js";
import type { Lowering } from "./lowering.js";
import { lowerNative } from "./native.js";
import { lowerGuarded } from "./regions.js";

/** Whatever leaves the loop closes its iteration, which is nothing to do for the language's own ones. */
export function lowerForOf(lowering: Lowering, node: t.ForOfStatement, labels: readonly string[]): void {
  if (node.await) return lowerForAwait(lowering, node, labels);
  if (!lowering.awaits(node.body) && !lowering.awaits(node.left))
    return lowerNativeForOf(lowering, node, labels);
  const items = lowering.temp(`of_${sourceName(node.right)}`);
  const { right } = node;
  lowering.assign(items.name, beginIteration(lowering, right));
  const close = (failed: t.Expression): void =>
    lowering.emit({ kind: "evaluate", value: at(step(items, "close", failed), right) });
  const loop = (after: number): void => {
    const [head, body, stop] = blocks(lowering, "for of", "loop body", "stop for of");
    lowering.jump(head);
    lowering.begin(head);
    lowering.end({ kind: "branch", test: at(step(items, "next"), right), then: body, otherwise: after });
    lowering.begin(body);
    lowerHead(lowering, node.left, member(id(items.name), "value"));
    lowerBody(lowering, node.body, labels, stop, head);
    lowering.begin(stop);
  };
  lowerGuarded(lowering, "close for of", loop, close);
}

/** Only what is iterated over awaits, or nothing: the loop itself stays native. */
function lowerNativeForOf(lowering: Lowering, node: t.ForOfStatement, labels: readonly string[]): void {
  const named = iterableText(node.right);
  const iterable = lowerExpression(lowering, node.right);
  const isResult = iterable !== node.right && t.isIdentifier(iterable);
  node.right = isResult ? at(runtimeCall(lowering, "iterable", iterable, text(named)), iterable) : iterable;
  lowerNative(lowering, labelled(node, labels));
}
