import * as t from "@babel/types";
import type { AnalysisResult } from "../pipeline.js";
import { isEntityMaker } from "../find/entities.js";
import { makerOf } from "../find/maker.js";
import { isObjectMaker } from "../find/objects.js";
import type { Module, ModuleBinding } from "../find/module.js";

/** Names at module level that snapshots store by name: functions, classes, frozen constants, and used imports. */
export function referencedNames(
  module: Module,
  analyses: readonly AnalysisResult[],
): Readonly<Record<"values" | "namespaces" | "opaque", readonly string[]>> {
  const imported = new Set(analyses.flatMap(({ importedValues }) => [...importedValues]));
  const names = (isWanted: (binding: ModuleBinding) => boolean): string[] =>
    [...module.bindings.values()].filter(isWanted).map(({ name }) => name);
  return {
    values: names(
      (binding) => isReference(binding, module) || (imported.has(binding.name) && !binding.typeOnly),
    ),
    opaque: names(
      ({ kind, value }) => kind === "class" && !isDeclared(value) && hasPrivateState(value, module),
    ),
    namespaces: names(({ kind, typeOnly }) => kind === "namespace" && !typeOnly),
  };
}

function isReference({ kind, value }: ModuleBinding, module: Module): boolean {
  if ((kind === "class" || kind === "function") && isDeclared(value)) return false;
  if (kind === "class") return !hasPrivateState(value, module);
  if (kind === "function") return true;
  return (
    kind === "const" &&
    !!value &&
    (t.isFunction(value) ||
      isFrozen(value) ||
      isSymbol(value) ||
      makerOf(value, module) !== null ||
      isObjectMaker(value, module) ||
      isEntityMaker(value, module))
  );
}

const isDeclared = (node: t.Node | null): boolean => (node as { declare?: boolean | null }).declare === true;

/** Whether instances of a class of this file have private elements, their own or inherited ones. */
function hasPrivateState(node: t.Node | null, module: Module, seen = new Set<t.Node>()): boolean {
  if (!t.isClass(node) || seen.has(node)) return false;
  seen.add(node);
  const { superClass } = node;
  const base = t.isIdentifier(superClass) ? module.bindings.get(superClass.name)?.value : superClass;
  return node.body.body.some(isPrivate) || hasPrivateState(base ?? null, module, seen);
}

/** An `accessor` keeps its value in a private element too. */
const isPrivate = (node: t.Node): boolean =>
  (t.isClassPrivateProperty(node) || t.isClassPrivateMethod(node) || t.isClassAccessorProperty(node)) &&
  node.static !== true;

const isSymbol = (node: t.Node): boolean =>
  t.isCallExpression(node) && t.isIdentifier(node.callee, { name: "Symbol" });

const isFrozen = (node: t.Node): boolean =>
  t.isCallExpression(node) &&
  t.isMemberExpression(node.callee) &&
  t.isIdentifier(node.callee.object, { name: "Object" }) &&
  t.isIdentifier(node.callee.property, { name: "freeze" });
