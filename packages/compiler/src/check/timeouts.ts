import * as t from "@babel/types";
import { operationOf } from "../analyse/context.js";
import { kindsOf } from "../ast/kinds.js";
import { staticKey } from "../ast/terms.js";
import type { Fix } from "../diagnostics/fix.js";
import { timeoutSmall } from "../generated/messages.js";
import type { CheckInput } from "./check-input.js";

const LEAST_LIKELY_MS = 1000;
const TIME_LIMITS: ReadonlySet<string> = new Set(["timeout", "attemptTimeout", "cleanupTimeout"]);

const CALLS_AND_FUNCTIONS = kindsOf("CallExpression", "Function");

/** Notes options such as `timeout: 300`: numbers are milliseconds, and most who write a small one mean seconds. */
export function checkTimeouts(input: CheckInput): void {
  const { fn, tree, bindings, context, effects } = input;
  checkOptions(fn.options, input);
  tree.find(CALLS_AND_FUNCTIONS, (node) => {
    if (t.isCallExpression(node) && operationOf(node, bindings, context))
      checkOptions(optionsOf(node), input);
    return !effects.has(node);
  });
}

/** `ctx.call` takes its options fourth, `ctx.run` and its like last, `ctx.sendEvent` third, the others second. */
function optionsOf({ callee, arguments: given }: t.CallExpression): t.Node | undefined {
  const { name } = (callee as t.MemberExpression).property as t.Identifier;
  if (name === "run" || name === "transaction" || name === "spawn") return given.at(-1);
  return given[name === "call" ? 3 : name === "sendEvent" ? 2 : 1];
}

function checkOptions(options: t.Node | null | undefined, { reporter }: CheckInput): void {
  if (!t.isObjectExpression(options)) return;
  for (const entry of options.properties) {
    if (!t.isObjectProperty(entry) || !t.isNumericLiteral(entry.value)) continue;
    const name = staticKey(entry.key, entry.computed) ?? "";
    const { value } = entry.value;
    if (!TIME_LIMITS.has(name) || value <= 0 || value >= LEAST_LIKELY_MS) continue;
    reporter.report(timeoutSmall({ option: name, value: String(value) }), entry, unitFixes(entry.value));
  }
}

const unitFixes = ({ start, end, value }: t.NumericLiteral): Fix[] =>
  ["s", "ms"].map((unit) => ({
    title: `Write "${value}${unit}"`,
    edits: [{ start: start!, end: end!, text: `"${value}${unit}"` }],
  }));
