import * as t from "@babel/types";
import { walkWithAncestors } from "../ast/walk.js";
import { terminatorNodes } from "../ir/invariants.js";
import type { Block, Instruction, MachineIr } from "../ir/ir.js";

/** One place in a machine's code that names one of its variables, read or written. */
export interface Mention {
  readonly name: string;
  readonly block: Block;
  /** The instruction's place in its block; the terminator comes after the last one. */
  readonly at: number;
  /** Null where the instruction itself writes the variable: `assign` or `resume`. */
  readonly node: t.Node | null;
  /** Around the node, outermost first: the whole piece of code, down to the parent. */
  readonly path: readonly t.Node[];
}

/** Every mention of the variables, in the order of each block. Of one instruction the reads come first. */
export function mentionsOf(ir: MachineIr, names: readonly string[]): Map<string, Mention[]> {
  const found = new Map<string, Mention[]>(names.map((name) => [name, []]));
  for (const block of ir.blocks.values()) {
    const add = (name: string, at: number, node: t.Node | null, path: readonly t.Node[]): void =>
      void found.get(name)?.push({ name, block, at, node, path });
    const read = (root: t.Node, at: number): void =>
      walkWithAncestors(root, (node, ancestors) => {
        if (!t.isIdentifier(node) && !t.isJSXIdentifier(node)) return;
        if (found.has(node.name) && !isLabelOrKey(node, ancestors.at(-1)))
          add(node.name, at, node, [...ancestors]);
      });
    block.instructions.forEach((instruction, at) => {
      const code = codeOf(instruction);
      if (code) read(code, at);
      if ("target" in instruction && instruction.target !== null) add(instruction.target, at, null, []);
    });
    for (const node of terminatorNodes(block.terminator)) read(node, block.instructions.length);
  }
  return found;
}

export function codeOf(instruction: Instruction): t.Node | null {
  switch (instruction.kind) {
    case "assign":
    case "evaluate":
      return instruction.value;
    case "native":
      return instruction.statement;
    case "resume":
      return null;
  }
}

/** A name that stands for itself: a member's, a property's, a label. */
export function isLabelOrKey(node: t.Node, parent: t.Node | undefined): boolean {
  if (t.isMemberExpression(parent) || t.isOptionalMemberExpression(parent))
    return parent.property === node && !parent.computed;
  if (t.isObjectProperty(parent) || t.isObjectMethod(parent)) return parent.key === node && !parent.computed;
  return t.isLabeledStatement(parent) || t.isBreakStatement(parent) || t.isContinueStatement(parent);
}
