import { handlerOf, nativeTargets, type Block, type BlockId, type MachineIr } from "../ir/ir.js";
import { inlineBranches, type BranchPlan } from "./inline.js";

/** The order in which blocks are written, and the state number of each that is jumped to. */
export interface Schedule {
  readonly order: readonly Block[];
  readonly states: ReadonlyMap<BlockId, number>;
  /** By the block that ends in a branch. */
  readonly plans: ReadonlyMap<BlockId, BranchPlan>;
  /** Blocks that must say in which region they are: they can be entered from another one. */
  readonly entersRegion: ReadonlySet<BlockId>;
}

/** Checkpoints get 1..N in source order, the entry 0, other states the numbers after. */
export function schedule(ir: MachineIr): Schedule {
  const plans = inlineBranches(ir);
  const order = orderBlocks(ir, plans);
  const states = new Map<BlockId, number>([[ir.entry, 0]]);
  const suspensions = [...ir.blocks.values()].flatMap(({ terminator }) =>
    terminator.kind === "suspend" ? [terminator] : [],
  );
  suspensions.sort((a, b) => a.site.position - b.site.position);
  for (const [index, { resume }] of suspensions.entries()) states.set(resume, index + 1);

  const jumped = new Set<BlockId>();
  for (const { handler } of ir.regions.values()) jumped.add(handler);
  for (const [index, block] of order.entries()) {
    for (const to of jumpsOf(block, order[index + 1]?.id, plans)) jumped.add(to);
  }
  for (const { id } of order) if (jumped.has(id) && !states.has(id)) states.set(id, states.size);
  return { order, states, plans, entersRegion: regionEntries(ir) };
}

/** The blocks that a block reaches by setting the state, when `next` follows it. */
function jumpsOf(block: Block, next: BlockId | undefined, plans: Schedule["plans"]): BlockId[] {
  const { terminator } = block;
  const exits = [...nativeTargets(block)];
  if (terminator.kind === "jump")
    return [...exits, terminator.to].filter((to) => to !== next || exits.includes(to));
  if (terminator.kind !== "branch") return exits;
  const plan = plans.get(block.id)!;
  const inside = [plan.then, plan.otherwise].flatMap((way) =>
    way ? jumpsOf(way, plan.next ?? undefined, plans) : [],
  );
  const after = plan.then || plan.otherwise ? [plan.next] : [terminator.then, terminator.otherwise];
  return [...exits, ...inside, ...after.filter((to) => to !== null && to !== next).map(Number)];
}

/** Follows each jump as far as it leads to blocks not yet placed; then goes on in source order. */
function orderBlocks(ir: MachineIr, plans: Schedule["plans"]): Block[] {
  const order: Block[] = [];
  const waiting = new Map(ir.blocks);
  for (const { then, otherwise } of plans.values()) {
    for (const way of [then, otherwise]) if (way) waiting.delete(way.id);
  }
  const place = (start: BlockId): void => {
    for (let at: BlockId | null = start; at !== null;) {
      const block = waiting.get(at);
      if (!block) return;
      waiting.delete(at);
      order.push(block);
      at = following(block, waiting, plans);
    }
  };
  place(ir.entry);
  for (const id of [...ir.blocks.keys()].sort((a, b) => a - b)) place(id);
  return order;
}

function following(
  { id, terminator }: Block,
  waiting: ReadonlyMap<BlockId, Block>,
  plans: Schedule["plans"],
): BlockId | null {
  switch (terminator.kind) {
    case "jump":
      return terminator.to;
    case "branch": {
      const { then, otherwise, next } = plans.get(id)!;
      if (then || otherwise) return next;
      return waiting.has(terminator.then) ? terminator.then : terminator.otherwise;
    }
    case "suspend":
      return terminator.resume;
    default:
      return null;
  }
}

function regionEntries(ir: MachineIr): Set<BlockId> {
  const entered = new Set<BlockId>();
  if (ir.regions.size === 0) return entered;
  for (const block of ir.blocks.values()) {
    const enter = (to: BlockId): void => {
      if (ir.blocks.get(to)!.region !== block.region) entered.add(to);
    };
    nativeTargets(block).forEach(enter);
    const handler = handlerOf(ir, block.region);
    if (handler !== null) entered.add(handler);
    if (block.terminator.kind === "suspend") {
      if (block.region !== 0) entered.add(block.terminator.resume);
    } else if (block.terminator.kind === "jump") enter(block.terminator.to);
    else if (block.terminator.kind === "branch")
      [block.terminator.then, block.terminator.otherwise].forEach(enter);
  }
  return entered;
}
