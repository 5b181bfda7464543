import * as t from "@babel/types";
import { assign, at, id, text, undefinedValue } from "../ast/build.js";
import { boundIdentifiers } from "../ast/terms.js";
import type { BlockId, RegionId, Region } from "../ir/ir.js";
import { branch, lowerEffect } from "./expressions.js";
import type { Lowering } from "./lowering.js";
import { lowerStatement, lowerStatements } from "./statements.js";
import { leave, type Exit } from "./targets.js";

export function lowerTry(lowering: Lowering, node: t.TryStatement): void {
  if (node.finalizer) lowerFinally(lowering, node, node.finalizer);
  else lowerCatch(lowering, node.block, node.handler!);
}

/** Runs `body` in a region of its own, whose exceptions go to `handler`. */
function inRegion(lowering: Lowering, handler: BlockId, catches: Region["catches"], body: () => void): void {
  const parent = lowering.region;
  const region: RegionId = lowering.ir.regions.size + 1;
  lowering.ir.regions.set(region, { id: region, parent, handler, catches });
  const start = enter(lowering, region);
  lowering.begin(start);
  body();
  lowering.region = parent;
}

function enter(lowering: Lowering, region: RegionId): BlockId {
  const start = lowering.block("try");
  lowering.jump(start);
  lowering.region = region;
  return start;
}

function lowerCatch(lowering: Lowering, block: t.BlockStatement, handler: t.CatchClause): void {
  const caught = lowering.block("catch");
  const after = lowering.block("after try");
  const { param } = handler;
  const isName = t.isIdentifier(param);
  if (param) for (const { name } of boundIdentifiers(param)) lowering.local(name);
  const error = isName ? param.name : param ? lowering.temp("caught").name : null;
  inRegion(lowering, caught, { kind: "catch", error }, () => {
    lowerStatements(lowering, block.body);
    lowering.jump(after);
  });
  lowering.begin(caught);
  if (param && !isName)
    lowering.scoped(() => lowerEffect(lowering, at(assign(param as t.LVal, id(error!)), param)));
  lowerStatement(lowering, handler.body);
  lowering.jump(after);
  lowering.begin(after);
}

function lowerFinally(lowering: Lowering, node: t.TryStatement, finalizer: t.BlockStatement): void {
  const depth = ++lowering.finallyDepth;
  const { names } = lowering;
  const exit = lowering.local(names(`$exit${depth}`));
  const value = lowering.local(names(`$value${depth}`));
  const handler = lowering.block("finally");
  const after = lowering.block("after finally");
  const exits = new Map<string, Exit>();
  const outer = lowering.targets;

  lowering.targets = { kind: "finally", handler, exit, value, exits, outer };
  inRegion(lowering, handler, { kind: "finally", exit, value }, () => {
    if (node.handler) lowerCatch(lowering, node.block, node.handler);
    else lowerStatements(lowering, node.block.body);
    lowering.assign(value, undefinedValue());
    lowering.assign(exit, text(""));
    lowering.jump(handler);
  });
  lowering.targets = outer;

  lowering.begin(handler);
  lowerStatement(lowering, finalizer);
  const isExit = (code: string): t.Expression => t.binaryExpression("===", id(exit), text(code));
  branch(
    lowering,
    isExit("throw"),
    () => lowering.end({ kind: "throw", value: id(value), origin: null }),
    null,
  );
  for (const [code, way] of exits) {
    branch(
      lowering,
      isExit(code),
      () => leave(lowering, way, way.kind === "return" ? id(value) : null, null),
      null,
    );
  }
  lowering.jump(after);
  lowering.begin(after);
  lowering.finallyDepth = depth - 1;
}
