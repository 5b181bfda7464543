import * as t from "@babel/types";
import { kindsOf } from "../ast/kinds.js";
import type { Tree } from "../ast/tree.js";
import type { Module } from "../find/module.js";
import type { Bindings } from "./bindings.js";

const NAMES = kindsOf("Identifier", "JSXIdentifier");

/** Imports that durable code uses as values, not only to call them: a snapshot may have to store them by name. */
export function importedValues(tree: Tree, bindings: Bindings, module: Module): Set<string> {
  const names = new Set<string>();
  tree.find(NAMES, (node, place) => {
    const use = bindings.references.get(node);
    if (!use || use.binding || module.bindings.get(use.name)?.kind !== "import") return;
    const parent = tree.parentOf(place);
    // What is made of an imported class is stored by the name of the class.
    const isCalled = t.isCallExpression(parent) && parent.callee === node;
    const isBase = t.isMemberExpression(parent) && parent.object === node;
    if (!isCalled && !isBase) names.add(use.name);
  });
  return names;
}
