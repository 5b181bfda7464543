import * as t from "@babel/types";
import { assign, at, id } from "../ast/build.js";
import { boundIdentifiers } from "../ast/terms.js";
import { lowerEffect } from "./expressions.js";
import type { Lowering } from "./lowering.js";
import { inRegion, lowerGuarded } from "./regions.js";
import { lowerStatement, lowerStatements } from "./statements.js";

export function lowerTry(lowering: Lowering, node: t.TryStatement): void {
  const { block, handler, finalizer } = node;
  if (!finalizer) return lowerCatch(lowering, block, handler!);
  const protectedPart = (): void =>
    handler ? lowerCatch(lowering, block, handler) : lowerStatements(lowering, block.body);
  lowerGuarded(lowering, "finally", protectedPart, () => lowerStatement(lowering, finalizer));
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
