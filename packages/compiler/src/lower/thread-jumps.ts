import * as t from "@babel/types";
import type { BlockId, MachineIr, NativeExit, Terminator } from "../ir/ir.js";

/** Leads every jump to an empty block straight to where that block jumps. */
export function threadJumps(ir: MachineIr): void {
  const final = (id: BlockId): BlockId => {
    let seen: Set<BlockId> | null = null;
    let at = id;
    for (;;) {
      const block = ir.blocks.get(at)!;
      if (block.instructions.length || block.terminator.kind !== "jump" || seen?.has(at)) return at;
      seen = (seen ?? new Set()).add(at);
      at = block.terminator.to;
    }
  };
  for (const block of ir.blocks.values()) {
    block.terminator = redirect(block.terminator, final);
    if (block.terminator.kind === "branch" && block.terminator.then === block.terminator.otherwise) {
      const { test, then } = block.terminator;
      if (!isExitTest(test)) block.instructions.push({ kind: "evaluate", value: test });
      block.terminator = { kind: "jump", to: then };
    }
    for (const [index, instruction] of block.instructions.entries()) {
      if (instruction.kind !== "native" || instruction.exits.length === 0) continue;
      const exits: NativeExit[] = instruction.exits.map((exit) => ({ ...exit, to: final(exit.to) }));
      block.instructions[index] = { ...instruction, exits };
    }
  }
}

function redirect(terminator: Terminator, final: (id: BlockId) => BlockId): Terminator {
  switch (terminator.kind) {
    case "jump": {
      const to = final(terminator.to);
      return to === terminator.to ? terminator : { ...terminator, to };
    }
    case "branch": {
      const then = final(terminator.then);
      const otherwise = final(terminator.otherwise);
      const isSame = then === terminator.then && otherwise === terminator.otherwise;
      return isSame ? terminator : { ...terminator, then, otherwise };
    }
    default:
      return terminator;
  }
}

/** `$exit1 === "return"`: comparing it has no effect. */
const isExitTest = (test: t.Expression): boolean =>
  t.isBinaryExpression(test, { operator: "===" }) &&
  t.isIdentifier(test.left) &&
  t.isStringLiteral(test.right);
