import type { BlockId, MachineIr } from "../ir/ir.js";
import { blockUsages, type BlockUsage } from "./block-usage.js";
import { GROUP, NameSets, type NameSet } from "./name-set.js";

/** What each suspension stores and each entry loads: as little as can be. Names are in the machine's own order. */
export interface Liveness {
  /** By the block that resumes: the variables a snapshot must hold. */
  readonly live: ReadonlyMap<BlockId, readonly string[]>;
  /** By the block that suspends: what has been written since the last entry and is live after. */
  readonly stores: ReadonlyMap<BlockId, readonly string[]>;
  /** By the entry or a block that resumes: what may be read (stores count) before the next suspension. */
  readonly loads: ReadonlyMap<BlockId, readonly string[]>;
  /** All that the machine's code mentions. */
  readonly used: readonly string[];
}

/** By the number of a block. */
type ByBlock = NameSet[];
type NamesByBlock = ReadonlyMap<BlockId, string[]>;

/** Variables do not depend on each other: as many at once as one number tells apart. */
export function analyseLiveness(ir: MachineIr): Liveness {
  const suspensions = [...ir.blocks.values()].flatMap(({ id, terminator }) =>
    terminator.kind === "suspend" ? [{ id, resume: terminator.resume }] : [],
  );
  const none = (ids: readonly BlockId[]): NamesByBlock => new Map(ids.map((id) => [id, []]));
  const resumed = suspensions.map(({ resume }) => resume);
  const found = {
    live: none(resumed),
    stores: none(suspensions.map(({ id }) => id)),
    loads: none([ir.entry, ...resumed]),
    used: [] as string[],
  };
  const names = [...ir.locals];
  for (let start = 0; start < names.length; start += GROUP)
    analyseGroup(ir, suspensions, new NameSets(names.slice(start, start + GROUP)), found);
  return found;
}

function analyseGroup(
  ir: MachineIr,
  suspensions: readonly { readonly id: BlockId; readonly resume: BlockId }[],
  sets: NameSets,
  found: Record<"live" | "stores" | "loads", NamesByBlock> & { used: string[] },
): void {
  const usages = blockUsages(ir, sets);
  const resumeOf = new Map(suspensions.map(({ id, resume }) => [id, resume]));
  const neededAtStart = backward(usages, (id, needed) => needed[resumeOf.get(id)!]!);
  const written = writtenAtEnd(usages);
  const stores: ByBlock = [];
  for (const { id, resume } of suspensions) stores[id] = written[id]! & neededAtStart[resume]!;
  const readInSegment = backward(usages, (id) => stores[id]!);
  for (const [id, live] of found.live) sets.addTo(live, neededAtStart[id]!);
  for (const [id, stored] of found.stores) sets.addTo(stored, stores[id]!);
  for (const [id, loads] of found.loads) sets.addTo(loads, readInSegment[id]!);
  sets.addTo(found.used, mentioned(usages));
}

function mentioned(usages: readonly BlockUsage[]): NameSet {
  let names = 0;
  for (const { instructions, terminator } of usages) {
    for (const { reads, writes } of instructions) names |= reads | writes;
    names |= terminator.reads | terminator.writes;
  }
  return names;
}

/**
 * Names needed at each block's start; `afterSuspension` says what one needs that ends in a suspension.
 * Any instruction may throw, so what the handler needs is needed throughout.
 */
function backward(
  usages: readonly BlockUsage[],
  afterSuspension: (id: BlockId, needed: ByBlock) => NameSet,
): ByBlock {
  const needed: ByBlock = [];
  for (const { block } of usages) needed[block.id] = 0;
  for (let changed = true; changed;) {
    changed = false;
    for (let index = usages.length - 1; index >= 0; index--) {
      const { block, instructions, terminator, successors, handler } = usages[index]!;
      const caught = handler ? needed[handler.to]! & ~handler.assigned : 0;
      let now = terminator.reads | caught;
      if (block.terminator.kind === "suspend") now |= afterSuspension(block.id, needed);
      for (const successor of successors) now |= needed[successor]!;
      for (let at = instructions.length - 1; at >= 0; at--) {
        const { kills, reads, exits } = instructions[at]!;
        now = (now & ~kills) | reads | caught;
        for (const { to, assigned } of exits) now |= needed[to]! & ~assigned;
      }
      if (now === needed[block.id]) continue;
      needed[block.id] = now;
      changed = true;
    }
  }
  return needed;
}

/** Names that may have been written since the machine was last entered, at each block's end. */
function writtenAtEnd(usages: readonly BlockUsage[]): ByBlock {
  const atStart: ByBlock = [];
  for (const { block } of usages) atStart[block.id] = 0;
  const atEnd: ByBlock = [];
  let changed = true;
  const reach = (to: BlockId, written: NameSet): void => {
    const before = atStart[to]!;
    if ((before | written) === before) return;
    atStart[to] = before | written;
    changed = true;
  };
  while (changed) {
    changed = false;
    for (const { block, instructions, terminator, successors, handler } of usages) {
      let now = atStart[block.id]!;
      for (const { writes, exits } of instructions) {
        now |= writes;
        for (const { to } of exits) reach(to, now);
      }
      now |= terminator.writes;
      atEnd[block.id] = now;
      if (handler) reach(handler.to, now | handler.assigned);
      for (const to of successors) reach(to, now);
    }
  }
  return atEnd;
}
