import * as t from "@babel/types";
import { handlerOf, nativeTargets, successors, type Block, type BlockId, type MachineIr } from "../ir/ir.js";
import type { Mention } from "./mentions.js";

/** Whether control may come from where a variable is mentioned to one of the blocks, or to its own block's end. */
export function leadsTo(ir: MachineIr, mention: Mention, isGoal: (block: Block) => boolean): boolean {
  const left = leftBy(mention);
  if (left === null) return isGoal(mention.block) || reaches(ir, mention.block, isGoal);
  const handler = handlerOf(ir, mention.block.region);
  return [...left, ...(handler === null ? [] : [handler])].some((id) => {
    const block = ir.blocks.get(id)!;
    return isGoal(block) || reaches(ir, block, isGoal);
  });
}

/** Whether control may come from a block's end to one of the blocks, exceptions included. */
export function reaches(ir: MachineIr, from: Block, isGoal: (block: Block) => boolean): boolean {
  const seen = new Set<BlockId>();
  const open = [from];
  for (let block = open.pop(); block; block = open.pop()) {
    const handler = handlerOf(ir, block.region);
    const next = [...successors(block.terminator), ...nativeTargets(block)];
    for (const id of handler === null ? next : [...next, handler]) {
      if (seen.has(id)) continue;
      seen.add(id);
      const reached = ir.blocks.get(id)!;
      if (isGoal(reached)) return true;
      open.push(reached);
    }
  }
  return false;
}

/**
 * Where a native statement goes on that surely leaves its block right after the mention, an exception apart: nowhere
 * for a `return` or `throw`. Null where it may run to its end.
 */
function leftBy({ block, at, path }: Mention): readonly BlockId[] | null {
  const instruction = block.instructions[at];
  if (instruction?.kind !== "native") return null;
  if (path.some((node) => t.isTryStatement(node) || t.isFunction(node))) return null;
  if (path.some((node) => t.isThrowStatement(node) || t.isReturnStatement(node))) return [];
  const depth = path.findLastIndex((node) => t.isBlockStatement(node));
  const around = path[depth];
  if (!t.isBlockStatement(around) || !t.isExpressionStatement(path[depth + 1])) return null;
  const rest = flat(around.body.slice(around.body.indexOf(path[depth + 1] as t.Statement) + 1));
  const last = rest.pop();
  if (!last || !rest.every((part) => t.isExpressionStatement(part))) return null;
  if (t.isReturnStatement(last)) return [];
  const exit = instruction.exits.find(({ state }) => rest.some((part) => isAssigned(state, part)));
  return exit && t.isContinueStatement(last) ? [exit.to] : null;
}

const flat = (statements: readonly t.Statement[]): t.Statement[] =>
  statements.flatMap((part) => (t.isBlockStatement(part) ? flat(part.body) : [part]));

const isAssigned = (value: t.Node, part: t.Statement): boolean =>
  t.isExpressionStatement(part) &&
  t.isAssignmentExpression(part.expression) &&
  part.expression.right === value;
