import { handlerOf, successors, type Block, type BlockId, type MachineIr } from "../ir/ir.js";
import { addAll } from "./sets.js";
import { instructionUsage, terminatorUsage, type Usage } from "./usage.js";

/** What each suspension stores and each entry loads: as little as can be. */
export interface Liveness {
  /** By the block that resumes: the variables a snapshot must hold. */
  readonly live: ReadonlyMap<BlockId, ReadonlySet<string>>;
  /** By the block that suspends: what has been written since the last entry and is live after. */
  readonly stores: ReadonlyMap<BlockId, ReadonlySet<string>>;
  /** By the entry or a block that resumes: what may be read (stores count) before the next suspension. */
  readonly loads: ReadonlyMap<BlockId, ReadonlySet<string>>;
}

interface BlockUsage {
  readonly block: Block;
  readonly instructions: readonly Usage[];
  readonly terminator: Usage;
}

export function analyseLiveness(ir: MachineIr): Liveness {
  const usages = [...ir.blocks.values()].map((block) => ({
    block,
    instructions: block.instructions.map((instruction) => instructionUsage(instruction, ir.locals)),
    terminator: terminatorUsage(block.terminator, ir.locals),
  }));
  const liveAtEntry = backward(ir, usages, (block) => {
    const { terminator } = block;
    return terminator.kind === "suspend"
      ? { to: [terminator.resume], reads: [] }
      : { to: successors(terminator), reads: [] };
  });
  const live = new Map<BlockId, ReadonlySet<string>>();
  for (const { terminator } of ir.blocks.values()) {
    if (terminator.kind === "suspend") live.set(terminator.resume, liveAtEntry.get(terminator.resume)!);
  }
  const stores = new Map<BlockId, Set<string>>();
  for (const [id, written] of writtenAtEnd(ir, usages)) {
    const { terminator } = ir.blocks.get(id)!;
    if (terminator.kind !== "suspend") continue;
    const needed = live.get(terminator.resume)!;
    stores.set(id, new Set([...written].filter((name) => needed.has(name))));
  }
  const readInSegment = backward(ir, usages, (block) =>
    block.terminator.kind === "suspend"
      ? { to: [], reads: stores.get(block.id)! }
      : { to: successors(block.terminator), reads: [] },
  );
  const loads = new Map([ir.entry, ...live.keys()].map((id) => [id, readInSegment.get(id)!]));
  return { live, stores, loads };
}

type Flow = (block: Block) => { readonly to: readonly BlockId[]; readonly reads: Iterable<string> };

/** Names needed at each block's start. Any instruction may throw, so what the handler needs is needed throughout. */
function backward(ir: MachineIr, usages: readonly BlockUsage[], flow: Flow): Map<BlockId, Set<string>> {
  const needed = new Map<BlockId, Set<string>>([...ir.blocks.keys()].map((id) => [id, new Set()]));
  for (let changed = true; changed;) {
    changed = false;
    for (let index = usages.length - 1; index >= 0; index--) {
      const { block, instructions, terminator } = usages[index]!;
      const caught = neededByHandler(ir, block, needed);
      const { to, reads } = flow(block);
      const now = new Set<string>();
      for (const successor of to) addAll(now, needed.get(successor)!);
      addAll(now, reads);
      addAll(now, terminator.reads);
      addAll(now, caught);
      for (let at = instructions.length - 1; at >= 0; at--) {
        const instruction = block.instructions[at]!;
        for (const name of instructions[at]!.kills) now.delete(name);
        addAll(now, instructions[at]!.reads);
        if (instruction.kind === "native") {
          for (const { to, assigns } of instruction.exits) {
            addAll(
              now,
              [...needed.get(to)!].filter((name) => !assigns.includes(name)),
            );
          }
        }
        addAll(now, caught);
      }
      if (addAll(needed.get(block.id)!, now)) changed = true;
    }
  }
  return needed;
}

function neededByHandler(ir: MachineIr, block: Block, needed: Map<BlockId, Set<string>>): Set<string> {
  const handler = handlerOf(ir, block.region);
  if (handler === null) return new Set();
  const names = new Set(needed.get(handler)!);
  const { catches } = ir.regions.get(block.region)!;
  if (catches.kind === "finally") {
    names.delete(catches.exit);
    names.delete(catches.value);
  } else if (catches.error !== null) names.delete(catches.error);
  return names;
}

/** Names that may have been written since the machine was last entered, at each block's end. */
function writtenAtEnd(ir: MachineIr, usages: readonly BlockUsage[]): Map<BlockId, Set<string>> {
  const atStart = new Map<BlockId, Set<string>>([...ir.blocks.keys()].map((id) => [id, new Set()]));
  const atEnd = new Map<BlockId, Set<string>>();
  for (let changed = true; changed;) {
    changed = false;
    for (const { block, instructions, terminator } of usages) {
      const now = new Set(atStart.get(block.id)!);
      for (const [index, usage] of instructions.entries()) {
        addAll(now, usage.writes);
        const instruction = block.instructions[index]!;
        if (instruction.kind !== "native") continue;
        for (const { to } of instruction.exits) changed = addAll(atStart.get(to)!, now) || changed;
      }
      addAll(now, terminator.writes);
      atEnd.set(block.id, now);
      const handler = handlerOf(ir, block.region);
      if (handler !== null) {
        const { catches } = ir.regions.get(block.region)!;
        const caught = atStart.get(handler)!;
        changed = addAll(caught, now) || changed;
        if (catches.kind === "finally") changed = addAll(caught, [catches.exit, catches.value]) || changed;
        else if (catches.error !== null) changed = addAll(caught, [catches.error]) || changed;
      }
      if (block.terminator.kind === "suspend") continue;
      for (const to of successors(block.terminator)) changed = addAll(atStart.get(to)!, now) || changed;
    }
  }
  return atEnd;
}
