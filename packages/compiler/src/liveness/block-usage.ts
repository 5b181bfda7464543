import { handlerOf, successors, type Block, type BlockId, type MachineIr } from "../ir/ir.js";
import type { NameSet, NameSets } from "./name-set.js";
import { instructionUsage, terminatorUsage, type Usage } from "./usage.js";

/** One block as data flow sees it. */
export interface BlockUsage {
  readonly block: Block;
  readonly instructions: readonly InstructionUsage[];
  readonly terminator: Readonly<Usage>;
  /** Where it goes on before the machine is left. */
  readonly successors: readonly BlockId[];
  /** Where an exception in it goes; `assigned`: the variables that say what was thrown. */
  readonly handler: { readonly to: BlockId; readonly assigned: NameSet } | null;
}

interface InstructionUsage extends Readonly<Usage> {
  /** Jumps out of a native statement, and what they assign on their way. */
  readonly exits: readonly { readonly to: BlockId; readonly assigned: NameSet }[];
}

export function blockUsages(ir: MachineIr, sets: NameSets): BlockUsage[] {
  return [...ir.blocks.values()].map((block) => ({
    block,
    instructions: block.instructions.map((instruction) => ({
      ...instructionUsage(instruction, sets),
      exits:
        instruction.kind === "native"
          ? instruction.exits.map(({ to, assigns }) => ({ to, assigned: sets.of(assigns) }))
          : [],
    })),
    terminator: terminatorUsage(block.terminator, sets),
    successors: block.terminator.kind === "suspend" ? [] : successors(block.terminator),
    handler: handlerUsage(ir, block, sets),
  }));
}

function handlerUsage(ir: MachineIr, block: Block, sets: NameSets): BlockUsage["handler"] {
  const to = handlerOf(ir, block.region);
  if (to === null) return null;
  const { catches } = ir.regions.get(block.region)!;
  if (catches.kind === "finally") return { to, assigned: sets.of([catches.exit, catches.value]) };
  return { to, assigned: catches.error === null ? 0n : sets.of([catches.error]) };
}
