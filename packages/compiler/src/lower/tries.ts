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
    handler ? lowerCatch(lowering, block, handler) : lowerProtected(lowering, block);
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
    lowerProtected(lowering, block);
    lowering.jump(after);
  });
  lowering.begin(caught);
  if (param && !isName)
    lowering.scoped(() => lowerEffect(lowering, at(assign(param as t.LVal, id(error!)), param)));
  lowerStatement(lowering, handler.body);
  lowering.jump(after);
  lowering.begin(after);
}

/** Without an await inside, a block with names of its own stays one: they have their dead zones there. */
function lowerProtected(lowering: Lowering, block: t.BlockStatement): void {
  const declares = block.body.some((node) => t.isVariableDeclaration(node) && node.kind !== "var");
  if (declares) lowerStatement(lowering, block);
  else lowerStatements(lowering, block.body);
}
