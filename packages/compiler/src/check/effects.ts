import { closureBetween } from "../analyse/bindings.js";
import { effectAssignsCapture, effectUsesContext } from "../generated/messages.js";
import { assignmentFix } from "./assignment-fix.js";
import type { CheckInput } from "./check-input.js";

/** A function given to ctx.run may neither assign what it captures nor use the context. */
export function checkEffects({ fn: { node }, bindings, context, reporter }: CheckInput): void {
  for (const { identifier, name, binding, fn, role } of bindings.references.values()) {
    if (!fn.native || !binding || binding.scope.fn.native) continue;
    if (!closureBetween(binding.scope.fn, fn)) continue;
    if (binding === context) reporter.report(effectUsesContext(), identifier);
    else if (role === "write")
      reporter.report(
        effectAssignsCapture({ name }),
        identifier,
        assignmentFix(node, identifier, bindings, context),
      );
  }
}
