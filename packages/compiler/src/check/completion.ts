import * as t from "@babel/types";
import { childrenOf, walk } from "../ast/walk.js";

/** Whether control may go on after a statement. True where that is not certain. */
export function completes(node: t.Statement, labels: readonly string[] = []): boolean {
  switch (node.type) {
    case "ReturnStatement":
    case "ThrowStatement":
    case "BreakStatement":
    case "ContinueStatement":
      return false;
    case "BlockStatement":
      return allComplete(node.body);
    case "IfStatement":
      return !node.alternate || completes(node.consequent) || completes(node.alternate);
    case "LabeledStatement": {
      const names = [...labels, node.label.name];
      return completes(node.body, names) || breaks(node.body, names, false);
    }
    case "WhileStatement":
    case "ForStatement":
      return !isEndless(node.test) || breaks(node.body, labels, true);
    case "DoWhileStatement":
      return (!isEndless(node.test) && continues(node, labels)) || breaks(node.body, labels, true);
    case "TryStatement":
      if (node.finalizer && !completes(node.finalizer)) return false;
      return completes(node.block) || (!!node.handler && completes(node.handler.body));
    case "SwitchStatement": {
      const last = node.cases.at(-1);
      const hasDefault = node.cases.some(({ test }) => !test);
      if (!last || !hasDefault || allComplete(last.consequent)) return true;
      return node.cases.some((part) => part.consequent.some((statement) => breaks(statement, labels, true)));
    }
    default:
      return true;
  }
}

const allComplete = (statements: readonly t.Statement[]): boolean =>
  statements.every((statement) => completes(statement));

/** Whether a `do` loop's condition is reached. */
const continues = (node: t.DoWhileStatement, labels: readonly string[]): boolean =>
  completes(node.body) || jumps(node.body, "ContinueStatement", labels, true);

const breaks = (node: t.Node, labels: readonly string[], bare: boolean): boolean =>
  jumps(node, "BreakStatement", labels, bare);

/** Whether a jump to one of these labels, or with `bare` to the statement around, stands in a statement. */
function jumps(
  root: t.Node,
  type: "BreakStatement" | "ContinueStatement",
  labels: readonly string[],
  bare: boolean,
): boolean {
  let found = false;
  const visit = (node: t.Node, isBare: boolean): void =>
    walk(node, (child) => {
      if (t.isFunction(child) || t.isClass(child) || found) return false;
      if (child.type === type) {
        const { label } = child as t.BreakStatement;
        found ||= label ? labels.includes(label.name) : isBare;
      }
      const isTarget = t.isLoop(child) || (type === "BreakStatement" && t.isSwitchStatement(child));
      if (!isTarget || !isBare) return true;
      for (const part of childrenOf(child)) visit(part, false);
      return false;
    });
  visit(root, bare);
  return found;
}

/** No condition, or one that is always true. */
const isEndless = (test: t.Expression | null | undefined): boolean =>
  !test || t.isBooleanLiteral(test, { value: true }) || t.isNumericLiteral(test, { value: 1 });
