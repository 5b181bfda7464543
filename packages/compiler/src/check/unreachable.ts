import * as t from "@babel/types";
import { kindsOf } from "../ast/kinds.js";
import { evaluatedParts } from "../ast/suspends.js";
import { unreachableCheckpoint } from "../generated/messages.js";
import type { CheckInput } from "./check-input.js";
import { completes } from "./completion.js";

const LISTS_AND_FUNCTIONS = kindsOf("BlockStatement", "StaticBlock", "SwitchCase", "Function");

/** Reports the first await after a statement that control never leaves at its end. */
export function checkReachability({ tree, effects, reporter }: CheckInput): void {
  tree.find(LISTS_AND_FUNCTIONS, (node) => {
    if (effects.has(node)) return false;
    const statements = statementsOf(node);
    if (!statements) return true;
    const end = statements.findIndex((statement) => !completes(statement));
    if (end < 0) return true;
    const found = statements
      .slice(end + 1)
      .map(firstAwait)
      .find((await_) => await_ !== null);
    if (found) reporter.report(unreachableCheckpoint(), found);
    return true;
  });
}

function statementsOf(node: t.Node): readonly t.Statement[] | null {
  if (t.isBlockStatement(node) || t.isStaticBlock(node)) return node.body;
  return t.isSwitchCase(node) ? node.consequent : null;
}

/** In source order; what the compiler made itself has no place. */
function firstAwait(node: t.Node): t.Node | null {
  if ((t.isAwaitExpression(node) || (t.isForOfStatement(node) && node.await)) && node.loc) return node;
  for (const part of evaluatedParts(node)) {
    const found = firstAwait(part);
    if (found) return found;
  }
  return null;
}
