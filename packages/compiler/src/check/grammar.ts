import * as t from "@babel/types";
import { staticKey } from "../ast/terms.js";
import { childrenOf } from "../ast/walk.js";
import { nestedAsyncFunction, closureInParameters, unsupportedSyntax } from "../generated/messages.js";
import { containsAwait } from "../ast/contains-await.js";
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
    if (t.isFunction(node) && node !== fn.node) {
      if (node.generator) return refuse(headOf(node), "A generator");
      if (node.async) return reporter.report(nestedAsyncFunction(), headOf(node));
      if (t.isObjectMethod(node) && node.kind !== "method") return refuse(headOf(node), "An accessor");
      if (t.isObjectMethod(node) && node.computed && !isSymbol(node.key))
        return refuse(headOf(node), "A method with a computed name");
    }
    if (t.isFunction(node)) checkParameters(node);
    checkNode(node);
    for (const child of childrenOf(node)) visit(child);
  }

  function checkParameters(node: t.Function): void {
    const name = "id" in node && node.id ? node.id.name : "anonymous";
    const search = (child: t.Node): void => {
      if (t.isFunction(child)) reporter.report(closureInParameters({ name }), child);
      else for (const inner of childrenOf(child)) search(inner);
    };
    node.params.forEach(search);
  }

  function checkNode(node: t.Node): void {
    switch (node.type) {
      case "ForOfStatement":
        if (node.await) refuse(node.right, "`for await`");
        return;
      case "ForInStatement":
        if (containsAwait(node.body) || containsAwait(node.left)) {
          refuse(
            node.right,
            "`for...in` with an `await` in its body",
            "Iterate over an array: `for (const key of Object.keys(object))`.",
          );
        }
        return;
      case "VariableDeclaration":
        if (node.kind !== "var" && node.kind !== "let" && node.kind !== "const")
          refuse(node, `\`${node.kind}\``);
        return;
      case "MetaProperty":
        if (node.meta.name === "new") refuse(node, "`new.target`");
        return;
      case "CallExpression":
      case "OptionalCallExpression":
        if (t.isIdentifier(node.callee, { name: "eval" })) refuse(node, "Direct `eval`");
        return;
      case "ObjectProperty":
        // Its `name` would be the key, which a snapshot does not store.
        if (node.computed && staticKey(node.key, true) === undefined && isAnonymous(node.value)) {
          refuse(
            node.key,
            "An unnamed function under a computed key",
            "Give the function a name: declare it as a constant before the object.",
          );
        }
        return;
      case "JSXElement":
      case "JSXFragment":
        if (containsAwait(node)) refuse(node, "JSX with an `await` in it", "Await the value before the JSX.");
        return;
      case "ObjectPattern":
        if (t.isRestElement(node.properties.at(-1)) && containsAwait(node)) {
          refuse(node, "An object pattern with both a rest element and an `await`");
        }
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

  visit(fn.node);
}

/** `Symbol.iterator` and its like: the same whenever it is evaluated. */
const isSymbol = (node: t.Node): boolean =>
  t.isMemberExpression(node) && !node.computed && t.isIdentifier(node.object, { name: "Symbol" });

const isAnonymous = (node: t.Node): boolean =>
  t.isArrowFunctionExpression(node) || (t.isFunctionExpression(node) && !node.id);

/** The part of a construct that a diagnostic points at. */
const headOf = (node: t.Node): t.Node =>
  ("id" in node && (node.id as t.Node | null)) || ("key" in node && (node.key as t.Node)) || node;
