import * as t from "@babel/types";
import { at } from "../ast/build.js";
import { lowerExpression } from "./expressions.js";
import type { Lowering } from "./lowering.js";
import { lowerStatements } from "./statements.js";

/** Tests in order, then the bodies in order, each falling into the next. */
export function lowerSwitch(lowering: Lowering, node: t.SwitchStatement, labels: readonly string[]): void {
  const after = lowering.block("after switch");
  const bodies = node.cases.map((part) => lowering.block(part.test ? "case" : "default"));
  const value = lowering.spill(lowerExpression(lowering, node.discriminant), node.discriminant);
  node.cases.forEach((part, index) => {
    if (!part.test) return;
    const next = lowering.block("next case");
    const test = lowering.scoped(() => lowerExpression(lowering, part.test!));
    const equal = at(t.binaryExpression("===", t.cloneNode(value), test), part.test);
    lowering.end({ kind: "branch", test: equal, then: bodies[index]!, otherwise: next });
    lowering.begin(next);
  });
  const fallback = node.cases.findIndex((part) => !part.test);
  lowering.jump(fallback < 0 ? after : bodies[fallback]!);

  const outer = lowering.targets;
  lowering.targets = { kind: "switch", labels, breakTo: after, continueTo: null, outer };
  node.cases.forEach((part, index) => {
    lowering.begin(bodies[index]!);
    lowerStatements(lowering, part.consequent);
    lowering.jump(bodies[index + 1] ?? after);
  });
  lowering.targets = outer;
  lowering.begin(after);
}
