import * as t from "@babel/types";
import { walk } from "../ast/walk.js";
import type { MachineIr } from "../ir/ir.js";
import type { Converted } from "../scopes/conversion.js";
import { mentionsOf } from "./mentions.js";
import { targetsOf } from "./targets.js";

/** Variables that live inside statements which never suspend, where nothing outside has their name. */
export function nativeNames(ir: MachineIr, { analysis }: Converted): string[] {
  const found = new Set<string>();
  for (const { instructions } of ir.blocks.values()) {
    for (const instruction of instructions) {
      if (instruction.kind !== "native") continue;
      walk(instruction.statement, (node) => {
        if (t.isVariableDeclaration(node) && node.kind !== "var")
          for (const name of targetsOf(node) ?? []) found.add(name);
        return !t.isExpression(node);
      });
    }
  }
  for (const name of found) if (ir.locals.has(name) || analysis.module.bindings.has(name)) found.delete(name);
  if (found.size === 0) return [];
  const mentions = mentionsOf(ir, [...found]);
  return [...found].filter((name) =>
    mentions.get(name)!.every(({ path }) => path.some((around, at) => declares(around, path[at + 1], name))),
  );
}

/** Whether a name is declared for what stands in a block or a loop. */
function declares(around: t.Node, inner: t.Node | undefined, name: string): boolean {
  const declared = (part: t.Node | null | undefined): boolean =>
    t.isVariableDeclaration(part) && part.kind !== "var" && (targetsOf(part)?.includes(name) ?? false);
  if (t.isBlockStatement(around)) return around.body.some(declared);
  if (t.isForStatement(around)) return declared(around.init);
  if (t.isForOfStatement(around) || t.isForInStatement(around))
    return declared(around.left) && inner !== around.right;
  return false;
}
