import { closureBetween, type FunctionInfo } from "../analyse/bindings.js";
import { effectAssignsCapture, effectUsesContext } from "../generated/messages.js";
import { assignmentFix } from "./assignment-fix.js";
import type { CheckInput } from "./check-input.js";

/** A function given to `ctx.run` or `ctx.transaction` may neither assign what it captures nor use the context. */
export function checkEffects({ fn: { node }, bindings, context, effects, reporter }: CheckInput): void {
  for (const { identifier, name, binding, fn, role } of bindings.references.values()) {
    if (!fn.native || !binding || binding.scope.fn.native) continue;
    if (!closureBetween(binding.scope.fn, fn)) continue;
    const operation = effects.get(effectAround(fn, effects))!;
    if (binding === context) reporter.report(effectUsesContext({ operation }), identifier);
    else if (role === "write")
      reporter.report(
        effectAssignsCapture({ operation, name }),
        identifier,
        assignmentFix(node, identifier, bindings, context),
      );
  }
}

function effectAround(fn: FunctionInfo, effects: CheckInput["effects"]): FunctionInfo["node"] {
  let at = fn;
  while (!effects.has(at.node)) at = at.parent!;
  return at.node;
}
