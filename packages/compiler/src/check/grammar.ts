import * as t from "@babel/types";
import { childrenOf } from "../ast/walk.js";
import { unsupportedSyntax } from "../generated/messages.js";
import { containsAwait } from "../ast/suspends.js";
import type { CheckInput } from "./check-input.js";
import { adviceFor, DEFAULT_ADVICE, describeConstruct, SUPPORTED } from "./constructs.js";

/** Refuses every construct outside the supported language. Bodies of effects are left as they are, whatever they hold. */
export function checkGrammar({ fn, effects, reporter }: CheckInput): void {
  const refuse = (node: t.Node, construct: string, advice = DEFAULT_ADVICE): void =>
    reporter.report(unsupportedSyntax({ construct, advice }), node);

  function visit(node: t.Node): void {
    if (effects.has(node)) return refuseTypeScript(node);
    if (!SUPPORTED.has(node.type)) {
      return refuse(headOf(node), describeConstruct(node.type), adviceFor(node.type));
    }
    checkNode(node);
    for (const child of childrenOf(node)) visit(child);
  }

  function checkNode(node: t.Node): void {
    switch (node.type) {
      case "CallExpression":
      case "OptionalCallExpression":
        if (t.isIdentifier(node.callee, { name: "eval" })) refuse(node, "Direct `eval`");
        return;
      case "JSXElement":
      case "JSXFragment":
        if (containsAwait(node)) refuse(node, "JSX with an `await` in it", "Await the value before the JSX.");
        return;
      default:
        return;
    }
  }

  /** TypeScript that means something at run time and cannot simply be erased. */
  function refuseTypeScript(node: t.Node): void {
    if (node.type.startsWith("TS")) return refuse(node, describeConstruct(node.type), adviceFor(node.type));
    for (const child of childrenOf(node)) refuseTypeScript(child);
  }

  for (const decorator of ("decorators" in fn.node && fn.node.decorators) || [])
    refuse(decorator, "A decorator on a durable method");
  for (const child of childrenOf(fn.node)) if (!t.isDecorator(child)) visit(child);
}

/** The part of a construct that a diagnostic points at. */
const headOf = (node: t.Node): t.Node =>
  ("id" in node && (node.id as t.Node | null)) || ("key" in node && (node.key as t.Node)) || node;
