import * as t from "@babel/types";
import type { Site } from "../analyse/analysis.js";
import { at, id, member } from "../ast/build.js";
import { sourceName } from "../ast/print.js";
import { suspend } from "./awaits.js";
import { branch } from "./expressions.js";
import { beginAsyncIteration, step } from "./iterations.js";
import { lowerHead } from "./loop-heads.js";
import { blocks, lowerBody } from "./loops.js";
import type { Lowering } from "./lowering.js";
import { inRegion, lowerGuarded } from "./regions.js";

/** `for await`: each step is a call that is awaited, and so is the closing of an iterator that is left early. */
export function lowerForAwait(lowering: Lowering, node: t.ForOfStatement, labels: readonly string[]): void {
  const site = lowering.site(node);
  const { right } = node;
  const items = lowering.temp(`of_${sourceName(right)}`);
  lowering.assign(items.name, beginAsyncIteration(lowering, right));
  const loop = (after: number): void => {
    const [head, body, stop] = blocks(lowering, "for await", "loop body", "stop for await");
    lowering.jump(head);
    lowering.begin(head);
    const result = lowering.scoped(() => callStep(lowering, items, "step", site, right));
    lowering.end({
      kind: "branch",
      test: at(step(items, "take", result), right),
      then: body,
      otherwise: after,
    });
    lowering.begin(body);
    lowerHead(lowering, node.left, member(id(items.name), "value"));
    lowerBody(lowering, node.body, labels, stop, head);
    lowering.begin(stop);
  };
  lowerGuarded(lowering, "close for await", loop, (failed) =>
    lowerClosing(lowering, items, failed, site, right),
  );
}

/** An error that is on its way goes before any error of the closing. */
function lowerClosing(
  lowering: Lowering,
  items: t.Identifier,
  failed: t.Expression,
  site: Site,
  origin: t.Node,
): void {
  const [closing, caught, closed] = blocks(lowering, "closing", "closing failed", "closed");
  lowering.end({
    kind: "branch",
    test: at(step(items, "closes", failed), origin),
    then: closing,
    otherwise: closed,
  });
  lowering.begin(closing);
  const error = lowering.temp("closing_error");
  inRegion(lowering, caught, { kind: "catch", error: error.name }, () => {
    const result = callStep(lowering, items, "closing", { ...site, key: `${site.key}/return` }, origin);
    lowering.emit({ kind: "evaluate", value: at(step(items, "closed", result), origin) });
    lowering.jump(closed);
  });
  lowering.begin(caught);
  const fail = (): void => lowering.end({ kind: "throw", value: id(error.name), origin: null });
  branch(lowering, t.cloneNode(failed), null, fail);
  lowering.jump(closed);
  lowering.begin(closed);
}

/** Suspends at a call of the function that the iteration gives, so that a compiled one gets a frame. */
function callStep(
  lowering: Lowering,
  items: t.Identifier,
  name: "step" | "closing",
  site: Site,
  origin: t.Node,
): t.Expression {
  const value = at(step(items, name), origin);
  const receiver = member(id(items.name), "receiver");
  const callee = { kind: "read", value, receiver, text: name } as const;
  return suspend(
    lowering,
    site,
    { kind: "call", callee, args: [], origin },
    `${name}_${items.name.slice(1)}`,
  );
}
