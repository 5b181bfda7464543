import type * as t from "@babel/types";
import { eitherOf, kindsBesides, kindsOf } from "../ast/kinds.js";
import { forEachChild } from "../ast/walk.js";
import { unsupportedSyntax } from "../generated/messages.js";
import type { CheckInput } from "./check-input.js";
import { adviceFor, DEFAULT_ADVICE, describeConstruct, SUPPORTED } from "./constructs.js";

const SUSPECTS = eitherOf(
  kindsBesides(...SUPPORTED),
  kindsOf("CallExpression", "OptionalCallExpression", "Function"),
);

/** Refuses every construct outside the supported language. Bodies of effects are left as they are, whatever they hold. */
export function checkGrammar({ fn, tree, effects, reporter }: CheckInput): void {
  const refuse = (node: t.Node, construct: string, advice = DEFAULT_ADVICE): void =>
    reporter.report(unsupportedSyntax({ construct, advice }), node);

  function checkNode(node: t.Node): void {
    switch (node.type) {
      case "CallExpression":
      case "OptionalCallExpression":
        if (node.callee.type === "Identifier" && node.callee.name === "eval") refuse(node, "Direct `eval`");
        return;
      default:
        return;
    }
  }

  /** TypeScript that means something at run time and cannot simply be erased. */
  function refuseTypeScript(node: t.Node): void {
    if (node.type.startsWith("TS")) return refuse(node, describeConstruct(node.type), adviceFor(node.type));
    forEachChild(node, refuseTypeScript);
  }

  tree.find(SUSPECTS, (node) => {
    if (node === fn.node) return true;
    if (effects.has(node)) {
      refuseTypeScript(node);
      return false;
    }
    if (SUPPORTED.has(node.type)) {
      checkNode(node);
      return true;
    }
    refuse(headOf(node), describeConstruct(node.type), adviceFor(node.type));
    return false;
  });
}

/** The part of a construct that a diagnostic points at. */
const headOf = (node: t.Node): t.Node =>
  ("id" in node && (node.id as t.Node | null)) || ("key" in node && (node.key as t.Node)) || node;
