import type { BlockId, MachineIr } from "../ir/ir.js";
import { blockUsages, type BlockUsage } from "./block-usage.js";
import { NameSets, type NameSet } from "./name-set.js";

/** What each suspension stores and each entry loads: as little as can be. Names are in the machine's own order. */
export interface Liveness {
  /** By the block that resumes: the variables a snapshot must hold. */
  readonly live: ReadonlyMap<BlockId, ReadonlySet<string>>;
  /** By the block that suspends: what has been written since the last entry and is live after. */
  readonly stores: ReadonlyMap<BlockId, ReadonlySet<string>>;
  /** By the entry or a block that resumes: what may be read (stores count) before the next suspension. */
  readonly loads: ReadonlyMap<BlockId, ReadonlySet<string>>;
  /** All that the machine's code mentions. */
  readonly used: ReadonlySet<string>;
}

type ByBlock = Map<BlockId, NameSet>;

export function analyseLiveness(ir: MachineIr): Liveness {
  const sets = new NameSets(ir.locals);
  const usages = blockUsages(ir, sets);
  const suspensions = [...ir.blocks.values()].flatMap(({ id, terminator }) =>
    terminator.kind === "suspend" ? [{ id, resume: terminator.resume }] : [],
  );
  const resumeOf = new Map(suspensions.map(({ id, resume }) => [id, resume]));
  const neededAtStart = backward(usages, (id, needed) => needed.get(resumeOf.get(id)!)!);
  const written = writtenAtEnd(usages);
  const live: ByBlock = new Map(suspensions.map(({ resume }) => [resume, neededAtStart.get(resume)!]));
  const stores: ByBlock = new Map(
    suspensions.map(({ id, resume }) => [id, written.get(id)! & live.get(resume)!]),
  );
  const readInSegment = backward(usages, (id) => stores.get(id)!);
  const entries = [ir.entry, ...live.keys()];
  const loads: ByBlock = new Map(entries.map((id) => [id, readInSegment.get(id)!]));
  const named = (found: ByBlock) => new Map([...found].map(([id, names]) => [id, sets.namesIn(names)]));
  const used = sets.namesIn(mentioned(usages));
  return { live: named(live), stores: named(stores), loads: named(loads), used };
}

function mentioned(usages: readonly BlockUsage[]): NameSet {
  let names = 0n;
  for (const { instructions, terminator } of usages) {
    for (const { reads, writes } of [...instructions, terminator]) names |= reads | writes;
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
  const needed: ByBlock = new Map(usages.map(({ block }) => [block.id, 0n]));
  for (let changed = true; changed;) {
    changed = false;
    for (let index = usages.length - 1; index >= 0; index--) {
      const { block, instructions, terminator, successors, handler } = usages[index]!;
      const caught = handler ? needed.get(handler.to)! & ~handler.assigned : 0n;
      let now = terminator.reads | caught;
      if (block.terminator.kind === "suspend") now |= afterSuspension(block.id, needed);
      for (const successor of successors) now |= needed.get(successor)!;
      for (let at = instructions.length - 1; at >= 0; at--) {
        const { kills, reads, exits } = instructions[at]!;
        now = (now & ~kills) | reads | caught;
        for (const { to, assigned } of exits) now |= needed.get(to)! & ~assigned;
      }
      if (now === needed.get(block.id)) continue;
      needed.set(block.id, now);
      changed = true;
    }
  }
  return needed;
}

/** Names that may have been written since the machine was last entered, at each block's end. */
function writtenAtEnd(usages: readonly BlockUsage[]): ByBlock {
  const atStart: ByBlock = new Map(usages.map(({ block }) => [block.id, 0n]));
  const atEnd: ByBlock = new Map();
  let changed = true;
  const reach = (to: BlockId, written: NameSet): void => {
    const before = atStart.get(to)!;
    if ((before | written) === before) return;
    atStart.set(to, before | written);
    changed = true;
  };
  while (changed) {
    changed = false;
    for (const { block, instructions, terminator, successors, handler } of usages) {
      let now = atStart.get(block.id)!;
      for (const { writes, exits } of instructions) {
        now |= writes;
        for (const { to } of exits) reach(to, now);
      }
      now |= terminator.writes;
      atEnd.set(block.id, now);
      if (handler) reach(handler.to, now | handler.assigned);
      for (const to of successors) reach(to, now);
    }
  }
  return atEnd;
}
