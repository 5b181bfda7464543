import type * as t from "@babel/types";
import { walk } from "../ast/walk.js";
import { terminatorNodes } from "../ir/invariants.js";
import type { BlockId, MachineIr } from "../ir/ir.js";
import type { Liveness } from "./liveness.js";

/** Reads what an await gave straight from the step's parameter, where it is not needed after the next suspension. */
export function useValues(ir: MachineIr, liveness: Liveness, value: string): Liveness {
  const replaced = new Set(ir.results);
  for (const names of liveness.live.values()) for (const name of names) replaced.delete(name);
  if (replaced.size === 0) return liveness;
  const rename = (node: t.Node): void =>
    walk(node, (child) => {
      const isName = child.type === "Identifier" || child.type === "JSXIdentifier";
      if (isName && replaced.has(child.name)) child.name = value;
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
  return without(liveness, replaced);
}

/** Variables do not depend on each other: what is found for the rest stays. Of these, only loads can speak. */
function without(liveness: Liveness, replaced: ReadonlySet<string>): Liveness {
  const rest = (names: readonly string[]): readonly string[] =>
    names.some((name) => replaced.has(name)) ? names.filter((name) => !replaced.has(name)) : names;
  const loads = new Map<BlockId, readonly string[]>();
  for (const [id, names] of liveness.loads) loads.set(id, rest(names));
  const { live, stores, used } = liveness;
  return { live, stores, loads, used: rest(used) };
}
