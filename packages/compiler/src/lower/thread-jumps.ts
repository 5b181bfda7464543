import * as t from "@babel/types";
import type { BlockId, MachineIr, Terminator } from "../ir/ir.js";

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
    redirect(block.terminator, final);
    if (block.terminator.kind === "branch" && block.terminator.then === block.terminator.otherwise) {
      const { test, then } = block.terminator;
      if (!isExitTest(test)) block.instructions.push({ kind: "evaluate", value: test });
      block.terminator = { kind: "jump", to: then };
    }
    for (const instruction of block.instructions) {
      if (instruction.kind === "native") for (const exit of instruction.exits) exit.to = final(exit.to);
    }
  }
}

function redirect(terminator: Terminator, final: (id: BlockId) => BlockId): void {
  if (terminator.kind === "jump") terminator.to = final(terminator.to);
  if (terminator.kind !== "branch") return;
  terminator.then = final(terminator.then);
  terminator.otherwise = final(terminator.otherwise);
}

/** `$exit1 === "return"`: comparing it has no effect. */
const isExitTest = (test: t.Expression): boolean =>
  t.isBinaryExpression(test, { operator: "===" }) &&
  t.isIdentifier(test.left) &&
  t.isStringLiteral(test.right);
