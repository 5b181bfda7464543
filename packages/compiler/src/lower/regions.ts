import * as t from "@babel/types";
import { id, text, undefinedValue } from "../ast/build.js";
import type { BlockId, Region, RegionId } from "../ir/ir.js";
import { branch } from "./expressions.js";
import type { Lowering } from "./lowering.js";
import { leave, type Exit } from "./targets.js";

/** Runs `body` in a region of its own, whose exceptions go to `handler`. */
export function inRegion(
  lowering: Lowering,
  handler: BlockId,
  catches: Region["catches"],
  body: () => void,
): void {
  const parent = lowering.region;
  const region: RegionId = lowering.ir.regions.size + 1;
  lowering.ir.regions.set(region, { id: region, parent, handler, catches });
  const start = lowering.block("try");
  lowering.jump(start);
  lowering.region = region;
  lowering.begin(start);
  body();
  lowering.region = parent;
}

/**
 * Runs `body` so that whatever leaves it runs `close` first and then goes on its way: its end, an error, a jump
 * outward. `body` is given the block after it all, where it may jump to without closing; `close` is given the test
 * whether an error is on its way.
 */
export function lowerGuarded(
  lowering: Lowering,
  hint: string,
  body: (after: BlockId) => void,
  close: (failed: t.Expression) => void,
): void {
  const depth = ++lowering.finallyDepth;
  const { names } = lowering;
  const exit = lowering.local(names(`$exit${depth}`));
  const value = lowering.local(names(`$value${depth}`));
  const handler = lowering.block(hint);
  const after = lowering.block(`after ${hint}`);
  const exits = new Map<string, Exit>();
  const outer = lowering.targets;

  lowering.targets = { kind: "finally", handler, exit, value, exits, outer };
  let ends = false;
  inRegion(lowering, handler, { kind: "finally", exit, value }, () => {
    body(after);
    ends = lowering.isReached();
    lowering.assign(value, undefinedValue());
    lowering.assign(exit, text(""));
    lowering.jump(handler);
  });
  lowering.targets = outer;

  lowering.begin(handler);
  const isExit = (code: string): t.Expression => t.binaryExpression("===", id(exit), text(code));
  close(exits.size || ends ? isExit("throw") : t.booleanLiteral(true));
  const ways: [code: string, go: () => void][] = [
    ["throw", () => lowering.end({ kind: "throw", value: id(value), origin: null })],
  ];
  for (const [code, way] of exits)
    ways.push([code, () => leave(lowering, way, way.kind === "return" ? id(value) : null, null)]);
  // What surely left in one of these ways need not be asked for the last of them.
  const last = ends ? undefined : ways.pop();
  for (const [code, go] of ways) branch(lowering, isExit(code), go, null);
  if (last) last[1]();
  else lowering.jump(after);
  lowering.begin(after);
  lowering.finallyDepth = depth - 1;
}
