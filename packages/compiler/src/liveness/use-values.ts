import * as t from "@babel/types";
import { walk } from "../ast/walk.js";
import { terminatorNodes } from "../ir/invariants.js";
import type { MachineIr } from "../ir/ir.js";
import { analyseLiveness, type Liveness } from "./liveness.js";

/** Reads what an await gave straight from the step's parameter, where it is not needed after the next suspension. */
export function useValues(ir: MachineIr, value: string): Liveness {
  const liveness = analyseLiveness(ir);
  const kept = new Set([...liveness.live.values()].flatMap((names) => [...names]));
  const replaced = new Set([...ir.results].filter((name) => !kept.has(name)));
  if (replaced.size === 0) return liveness;
  const rename = (node: t.Node): void =>
    walk(node, (child) => {
      if (t.isIdentifier(child) && replaced.has(child.name)) child.name = value;
    });
  for (const block of ir.blocks.values()) {
    for (const instruction of block.instructions) {
      if (instruction.kind === "native") rename(instruction.statement);
      else if (instruction.kind !== "resume") rename(instruction.value);
      else if (instruction.target !== null && replaced.has(instruction.target)) instruction.target = null;
    }
    terminatorNodes(block.terminator).forEach(rename);
  }
  for (const name of replaced) ir.locals.delete(name);
  return analyseLiveness(ir);
}
