import * as t from "@babel/types";
import { staticKey } from "../ast/terms.js";
import type { Module } from "./module.js";

/** The options of `durable.flow({ ... }, fn)`, written there or in a constant of the file; null where nobody can tell. */
export function optionsOf({ arguments: given }: t.CallExpression, module: Module): t.ObjectExpression | null {
  if (given.length < 2) return null;
  const options = withoutTypes(given[0]);
  const constant = t.isIdentifier(options) ? module.bindings.get(options.name) : undefined;
  const value = constant?.kind === "const" ? withoutTypes(constant.value) : options;
  return t.isObjectExpression(value) ? value : null;
}

/** What an option has been given, undefined where it is absent. */
export function optionOf(options: t.ObjectExpression | null, name: string): t.Node | undefined {
  for (const entry of options?.properties ?? []) {
    if (t.isSpreadElement(entry) || staticKey(entry.key, entry.computed) !== name) continue;
    return t.isObjectProperty(entry) ? entry.value : entry;
  }
  return undefined;
}

/** An expression without `as` and `satisfies`. */
export const withoutTypes = (node: t.Node | null | undefined): t.Node | null | undefined =>
  t.isTSAsExpression(node) || t.isTSSatisfiesExpression(node) ? withoutTypes(node.expression) : node;
