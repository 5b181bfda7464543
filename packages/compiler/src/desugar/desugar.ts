import * as t from "@babel/types";
import { kindsOf } from "../ast/kinds.js";
import { Tree } from "../ast/tree.js";
import type { Symbols } from "../lower/lowering.js";
import { eraseTypes } from "./erase-types.js";
import { hoistParameters, needsHoisting } from "./hoist-parameters.js";
import { replaceAccessors } from "./replace-accessors.js";
import { replaceDecorators } from "./replace-decorators.js";
import { replaceOlderDecorators } from "./replace-older-decorators.js";
import { replaceEnums } from "./replace-enums.js";
import { isUsing, replaceUsing } from "./replace-using.js";

/**
 * Brings a durable function to the core language: no types, decorators, enums, `accessor`, `using` or functions in parameters. In
 * place; gives the code that it has then.
 */
export function desugar(typed: Tree, symbols: Symbols, olderDecorators: () => boolean): Tree {
  const tree = eraseTypes(typed);
  const node = tree.root as t.Function;
  const { decorators, enums, accessors, using, parameters } = needsOf(tree);
  if (decorators) (olderDecorators() ? replaceOlderDecorators : replaceDecorators)(node, symbols);
  if (enums) replaceEnums(node);
  if (accessors) replaceAccessors(node);
  if (using) replaceUsing(node, symbols);
  if (parameters) hoistParameters(node, symbols);
  return decorators || enums || accessors || using || parameters ? new Tree(node) : tree;
}

const SUSPECTS = kindsOf(
  "Decorator",
  "TSEnumDeclaration",
  "ClassAccessorProperty",
  "VariableDeclaration",
  "Function",
);

/** Most functions need nothing of it: one look at the code finds out. */
function needsOf(tree: Tree) {
  const needs = { decorators: false, enums: false, accessors: false, using: false, parameters: false };
  tree.find(SUSPECTS, (node) => {
    if (node.type === "Decorator") needs.decorators = true;
    else if (node.type === "TSEnumDeclaration") needs.enums = true;
    else if (node.type === "ClassAccessorProperty") needs.accessors = true;
    else if (node.type === "VariableDeclaration") needs.using ||= isUsing(node);
    else if (t.isFunction(node)) needs.parameters ||= needsHoisting(node);
  });
  return needs;
}
