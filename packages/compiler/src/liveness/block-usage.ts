import {
  handlerOf,
  successors,
  type Block,
  type BlockId,
  type Instruction,
  type MachineIr,
} from "../ir/ir.js";
import type { NameSet, NameSets } from "./name-set.js";
import { instructionUsage, terminatorUsage, UsageOfCode, type Usage } from "./usage.js";

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
  const usage = new UsageOfCode(sets);
  return [...ir.blocks.values()].map((block) => ({
    block,
    instructions: block.instructions.map((instruction) => {
      const { reads, writes, kills } = instructionUsage(instruction, usage);
      return { reads, writes, kills, exits: exitsOf(instruction, sets) };
    }),
    terminator: writtenDown(terminatorUsage(block.terminator, usage)),
    successors: block.terminator.kind === "suspend" ? [] : successors(block.terminator),
    handler: handlerUsage(ir, block, sets),
  }));
}

const writtenDown = ({ reads, writes, kills }: Usage): Usage => ({ reads, writes, kills });

const NO_EXITS: InstructionUsage["exits"] = [];

const exitsOf = (instruction: Instruction, sets: NameSets): InstructionUsage["exits"] =>
  instruction.kind === "native" && instruction.exits.length > 0
    ? instruction.exits.map(({ to, assigns }) => ({ to, assigned: sets.of(assigns) }))
    : NO_EXITS;

function handlerUsage(ir: MachineIr, block: Block, sets: NameSets): BlockUsage["handler"] {
  const to = handlerOf(ir, block.region);
  if (to === null) return null;
  const { catches } = ir.regions.get(block.region)!;
  if (catches.kind === "finally") return { to, assigned: sets.of([catches.exit, catches.value]) };
  return { to, assigned: catches.error === null ? 0 : sets.of([catches.error]) };
}
