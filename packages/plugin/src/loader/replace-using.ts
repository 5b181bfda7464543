import type { PluginObj, types } from "@babel/core";
import { holdsUsing, replaceUsing } from "@perdure/compiler";
import { Script } from "node:vm";

/** Whether this Node runs `using` itself. */
export const runsUsing = ((): boolean => {
  try {
    return new Script("(() => { using none = null; })") instanceof Script;
  } catch {
    return false;
  }
})();

const NAMES = { runtime: "$perdure_using", using: "$using", thrown: "$thrown" };

/** A Babel plugin that writes `using` for a Node that lacks it, as the compiler does in durable functions. */
export const usingReplaced = (): PluginObj => ({
  visitor: {
    Program({ node }) {
      if (runsUsing || !holdsUsing(node)) return;
      replaceUsing(node, NAMES);
      node.body.unshift(importRuntime(node.sourceType === "module"));
    },
  },
});

function importRuntime(isModule: boolean): types.Statement {
  const source = { type: "StringLiteral", value: "perdure/machine" } as types.StringLiteral;
  const name = { type: "Identifier", name: NAMES.runtime } as types.Identifier;
  if (isModule) {
    const specifier = { type: "ImportNamespaceSpecifier", local: name } as types.ImportNamespaceSpecifier;
    return {
      type: "ImportDeclaration",
      specifiers: [specifier],
      source,
    } as unknown as types.ImportDeclaration;
  }
  const require = { type: "Identifier", name: "require" } as types.Identifier;
  const init = {
    type: "CallExpression",
    callee: require,
    arguments: [source],
  } as unknown as types.CallExpression;
  const declarator = { type: "VariableDeclarator", id: name, init } as types.VariableDeclarator;
  return {
    type: "VariableDeclaration",
    kind: "const",
    declarations: [declarator],
  } as types.VariableDeclaration;
}
