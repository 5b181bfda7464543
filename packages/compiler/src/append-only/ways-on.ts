import * as t from "@babel/types";
import { handlerOf, nativeTargets, successors, type Block, type BlockId, type MachineIr } from "../ir/ir.js";
import type { Mention } from "./mentions.js";

/** The blocks from whose end control may come to one of the goals' ends; a goal is one of them. */
export function waysTo(ir: MachineIr, isGoal: (block: Block) => boolean): ReadonlySet<BlockId> {
  const before = new Map<BlockId, BlockId[]>();
  for (const block of ir.blocks.values()) {
    for (const next of nextOf(ir, block)) {
      const known = before.get(next);
      if (known) known.push(block.id);
      else before.set(next, [block.id]);
    }
  }
  const found = new Set([...ir.blocks.values()].filter(isGoal).map(({ id }) => id));
  for (const id of found) for (const earlier of before.get(id) ?? []) found.add(earlier);
  return found;
}

/** Whether control may come from where a variable is mentioned to the end of one of the blocks. */
export function leadsTo(ir: MachineIr, mention: Mention, ways: ReadonlySet<BlockId>): boolean {
  const left = leftBy(mention);
  if (left === null) return ways.has(mention.block.id);
  const handler = handlerOf(ir, mention.block.region);
  return left.some((id) => ways.has(id)) || (handler !== null && ways.has(handler));
}

/** Whether control may come from a block's end to one of the blocks, exceptions included. */
export function reaches(ir: MachineIr, from: Block, isGoal: (block: Block) => boolean): boolean {
  const seen = new Set<BlockId>();
  const open = [from];
  for (let block = open.pop(); block; block = open.pop()) {
    for (const id of nextOf(ir, block)) {
      if (seen.has(id)) continue;
      seen.add(id);
      const reached = ir.blocks.get(id)!;
      if (isGoal(reached)) return true;
      open.push(reached);
    }
  }
  return false;
}

/** Where control may go from a block, exceptions included. */
function nextOf(ir: MachineIr, block: Block): readonly BlockId[] {
  const handler = handlerOf(ir, block.region);
  const next = [...successors(block.terminator), ...nativeTargets(block)];
  return handler === null ? next : [...next, handler];
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
