import * as t from "@babel/types";
import { closureBetween, type FunctionInfo } from "../analyse/bindings.js";
import { contextShadowed, moduleVariableAssigned, unsupportedSyntax } from "../generated/messages.js";
import type { CheckInput } from "./check-input.js";
import { DEFAULT_ADVICE } from "./constructs.js";
import { renameFix } from "./rename-fix.js";

/** Reports doubtful or impossible uses of names: an own name, a hidden context, assigned module variables. */
export function checkNames({ fn, module, bindings, context, reporter }: CheckInput): void {
  const refuse = (node: t.Node, construct: string): void =>
    reporter.report(unsupportedSyntax({ construct, advice: DEFAULT_ADVICE }), node);

  for (const reference of bindings.references.values()) {
    const { identifier, name, binding, role } = reference;
    if (!binding && (name === "arguments" || name === "new.target") && isOutside(reference.fn))
      refuse(identifier, `\`${name}\` of what is around an arrow function`);
    if (reference.fn.native) continue;
    if (binding?.kind === "self" && binding.scope.fn === bindings.root) {
      if (closureBetween(bindings.root, reference.fn))
        refuse(identifier, "The function's own name in a closure");
      else if (role === "write") refuse(identifier, "Assigning the function's own name");
    }
    if (!binding && role === "write" && module.bindings.get(name)?.kind === "variable") {
      reporter.report(moduleVariableAssigned({ name }), identifier);
    }
  }

  if (
    t.isArrowFunctionExpression(fn.node) &&
    bindings.root.usesThis &&
    (module.commonjs || (fn.captures && !fn.class))
  )
    refuse(fn.node.params[0] ?? fn.node, "`this` of what is around an arrow function");

  if (!context) return;
  for (const [node, binding] of bindings.declared) {
    const owner = binding.scope.owner;
    // An async closure whose own context has the name is a helper.
    if (t.isFunction(owner) && owner.async && owner.params[0] === node) continue;
    if (binding !== context && binding.name === context.name && binding.kind !== "self") {
      const fixes = renameFix(fn.node, binding, bindings, module);
      reporter.report(contextShadowed({ name: context.name }), node, fixes);
    }
  }
}

/** Only arrow functions lie between this code and the code around the durable function. */
const isOutside = (fn: FunctionInfo | null): boolean =>
  !fn || (t.isArrowFunctionExpression(fn.node) && isOutside(fn.parent));
