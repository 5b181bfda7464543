import * as t from "@babel/types";
import type { Binding, Bindings } from "../analyse/bindings.js";
import { walk } from "../ast/walk.js";
import type { Fix, FixEdit } from "../diagnostics/fix.js";
import type { Module } from "../find/module.js";

/** Another name for a variable of a durable function, where it is declared and used. */
export function renameFix(root: t.Node, binding: Binding, bindings: Bindings, module: Module): Fix[] {
  const name = freeName(binding.name, module);
  const shorthand = shorthandNames(root);
  const declared = [...bindings.declared].filter(([, known]) => known === binding).map(([node]) => node);
  const uses = binding.references.map(({ identifier }) => identifier as t.Node);
  const edits = new Map<number, FixEdit>();
  for (const node of [...declared, ...uses]) {
    const { start } = node;
    if (typeof start !== "number") return [];
    const text = shorthand.has(node) ? `${binding.name}: ${name}` : name;
    edits.set(start, { start, end: start + binding.name.length, text });
  }
  return [{ title: `Call it \`${name}\``, edits: [...edits.values()] }];
}

function freeName(name: string, module: Module): string {
  for (let number = 2; ; number++) if (!module.mentions(`${name}${number}`)) return `${name}${number}`;
}

/** The values of `{ a }` and `{ a = 1 }`, whose key must stay. */
function shorthandNames(root: t.Node): Set<t.Node> {
  const found = new Set<t.Node>();
  walk(root, (node) => {
    if (!t.isObjectProperty(node) || !node.shorthand) return;
    found.add(t.isAssignmentPattern(node.value) ? node.value.left : node.value);
  });
  return found;
}
