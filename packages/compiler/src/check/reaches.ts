import * as t from "@babel/types";
import { completes } from "./completion.js";

/**
 * Whether control surely can go from an await to a later use of a variable, both given with their ancestors: later in
 * the source and not in another branch, with no statement between that ends the way. Loops are not followed back.
 */
export function reaches(wait: readonly t.Node[], use: readonly t.Node[]): boolean {
  const at = wait.findIndex((node, index) => node !== use[index]);
  const fork = wait[at - 1];
  const from = wait[at];
  const to = use[at];
  if (!fork || !from || !to || to.start! < from.end!) return false;
  if (t.isIfStatement(fork) || t.isConditionalExpression(fork)) return fork.test === from;
  if (t.isSwitchStatement(fork) && fork.discriminant !== from) return false;
  return wait.slice(at).every((node, index, path) => {
    const next = path[index + 1];
    const rest = next ? statementsAfter(node, next) : [];
    return rest.every((statement) => completes(statement));
  });
}

function statementsAfter(list: t.Node, statement: t.Node): readonly t.Statement[] {
  const statements = t.isBlockStatement(list) ? list.body : t.isSwitchCase(list) ? list.consequent : [];
  return statements.slice(statements.indexOf(statement as t.Statement) + 1);
}
