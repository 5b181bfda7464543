import type * as t from "@babel/types";
import { at, id, member } from "../ast/build.js";
import { sourceName } from "../ast/print.js";
import { lowerExpression } from "./expressions.js";
import { runtimeCall, step } from "./iterations.js";
import { lowerHead } from "./loop-heads.js";
import { blocks, labelled, lowerBody } from "./loops.js";
import type { Lowering } from "./lowering.js";
import { lowerNative } from "./native.js";

/** The keys are listed at the start; with an await in the loop, by an iteration that a snapshot can store. */
export function lowerForIn(lowering: Lowering, node: t.ForInStatement, labels: readonly string[]): void {
  const { right } = node;
  const object = lowerExpression(lowering, right);
  if (!lowering.awaits(node.body) && !lowering.awaits(node.left)) {
    node.right = object;
    return lowerNative(lowering, labelled(node, labels));
  }
  const [head, body, after] = blocks(lowering, "for in", "loop body", "after for in");
  const keys = lowering.temp(`in_${sourceName(right)}`);
  lowering.assign(keys.name, at(runtimeCall(lowering, "iterateKeys", object), right));
  lowering.jump(head);
  lowering.begin(head);
  lowering.end({ kind: "branch", test: at(step(keys, "next"), right), then: body, otherwise: after });
  lowering.begin(body);
  lowerHead(lowering, node.left, member(id(keys.name), "value"));
  lowerBody(lowering, node.body, labels, after, head);
  lowering.begin(after);
}
