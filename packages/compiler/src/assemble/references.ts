import * as t from "@babel/types";
import type { Analysis } from "../analyse/analysis.js";
import { isMaker } from "../find/find.js";
import type { Module, ModuleBinding } from "../find/module.js";

/** Names at module level that snapshots store by name: functions, classes, frozen constants, and used imports. */
export function referencedNames(module: Module, analyses: readonly Analysis[]): string[] {
  const imported = new Set(analyses.flatMap(({ importedValues }) => [...importedValues]));
  return [...module.bindings.values()]
    .filter((binding) => isReference(binding, module) || (imported.has(binding.name) && !binding.typeOnly))
    .map(({ name }) => name);
}

function isReference({ kind, value }: ModuleBinding, module: Module): boolean {
  if (kind === "class" || kind === "function") return (value as { declare?: boolean }).declare !== true;
  return kind === "const" && !!value && (t.isFunction(value) || isFrozen(value) || isMaker(value, module));
}

const isFrozen = (node: t.Node): boolean =>
  t.isCallExpression(node) &&
  t.isMemberExpression(node.callee) &&
  t.isIdentifier(node.callee.object, { name: "Object" }) &&
  t.isIdentifier(node.callee.property, { name: "freeze" });
