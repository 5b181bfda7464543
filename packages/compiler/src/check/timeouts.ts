import * as t from "@babel/types";
import { operationOf } from "../analyse/context.js";
import { staticKey } from "../ast/terms.js";
import { walk } from "../ast/walk.js";
import type { Fix } from "../diagnostics/fix.js";
import { isMaker } from "../find/find.js";
import { timeoutSmall } from "../generated/messages.js";
import type { CheckInput } from "./check-input.js";

const LEAST_LIKELY_MS = 1000;

/** Notes options such as `timeout: 300`: numbers are milliseconds, and most who write a small one mean seconds. */
export function checkTimeouts(input: CheckInput): void {
  const { fn, module, bindings, context, effects } = input;
  for (const { value } of module.bindings.values()) {
    if (isMaker(value, module) && value.arguments.includes(fn.node as t.Expression))
      checkOptions(value.arguments, input);
  }
  walk(fn.node, (node) => {
    if (t.isCallExpression(node) && operationOf(node, bindings, context)) checkOptions(node.arguments, input);
    return !effects.has(node);
  });
}

function checkOptions(options: readonly t.Node[], { reporter }: CheckInput): void {
  const last = options.findLast((argument) => t.isObjectExpression(argument));
  for (const entry of last?.properties ?? []) {
    if (!t.isObjectProperty(entry) || !t.isNumericLiteral(entry.value)) continue;
    const name = staticKey(entry.key, entry.computed);
    const { value } = entry.value;
    if ((name !== "timeout" && name !== "attemptTimeout") || value <= 0 || value >= LEAST_LIKELY_MS) continue;
    reporter.report(timeoutSmall({ option: name, value: String(value) }), entry, unitFixes(entry.value));
  }
}

const unitFixes = ({ start, end, value }: t.NumericLiteral): Fix[] =>
  ["s", "ms"].map((unit) => ({
    title: `Write "${value}${unit}"`,
    edits: [{ start: start!, end: end!, text: `"${value}${unit}"` }],
  }));
