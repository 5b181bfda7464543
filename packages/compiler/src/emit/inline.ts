import {
  handlerOf,
  nativeTargets,
  successors,
  type Block,
  type BlockId,
  type MachineIr,
  type Terminator,
} from "../ir/ir.js";

type Branch = Terminator & { readonly kind: "branch" };

/** How a branch is written: which of its ways stand inside the `if`. `next` is where both go on. */
export interface BranchPlan {
  readonly then: Block | null;
  readonly otherwise: Block | null;
  readonly next: BlockId | null;
}

/**
 * Short ways of a branch that nothing else leads to are written inside its `if`, without a state of their own. One
 * that suspends is too: a loop that rarely does it goes on without changing the state.
 */
export function inlineBranches(ir: MachineIr): ReadonlyMap<BlockId, BranchPlan> {
  const entries = countEntries(ir);
  const inlinable = (id: BlockId, from: Block): Block | null => {
    const block = ir.blocks.get(id)!;
    if (entries.get(id) !== 1 || block.region !== from.region) return null;
    return ["jump", "suspend", "return", "throw"].includes(block.terminator.kind) ? block : null;
  };
  const plans = new Map<BlockId, BranchPlan>();
  for (const block of ir.blocks.values()) {
    if (block.terminator.kind !== "branch") continue;
    plans.set(
      block.id,
      plan(block.terminator, (id) => inlinable(id, block)),
    );
  }
  return plans;
}

function plan({ then, otherwise }: Branch, inlinable: (id: BlockId) => Block | null): BranchPlan {
  const first = inlinable(then);
  const second = inlinable(otherwise);
  if (first && second) {
    const ends = [first, second].map(({ terminator }) => (terminator.kind === "jump" ? terminator.to : null));
    const joins = [...new Set(ends.filter((end) => end !== null))];
    // Both may stand inside only where one place is enough to go on from.
    if (joins.length <= 1 && joins[0] !== then && joins[0] !== otherwise) {
      return { then: first, otherwise: second, next: joins[0] ?? null };
    }
    return { then: first, otherwise: null, next: otherwise };
  }
  if (first) return { then: first, otherwise: null, next: otherwise };
  if (second) return { then: null, otherwise: second, next: then };
  return { then: null, otherwise: null, next: null };
}

/** How often each block is entered, by whatever way. */
function countEntries(ir: MachineIr): Map<BlockId, number> {
  const entries = new Map<BlockId, number>();
  const enter = (id: BlockId): void => void entries.set(id, (entries.get(id) ?? 0) + 1);
  enter(ir.entry);
  for (const block of ir.blocks.values()) {
    successors(block.terminator).forEach(enter);
    nativeTargets(block).forEach(enter);
    const handler = handlerOf(ir, block.region);
    if (handler !== null) enter(handler);
  }
  for (const { handler } of ir.regions.values()) enter(handler);
  return entries;
}
