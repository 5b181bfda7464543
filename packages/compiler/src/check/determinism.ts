import * as t from "@babel/types";
import { kindsOf } from "../ast/kinds.js";
import { optionOf } from "../find/options.js";
import { intervalNotDeterministic, notDeterministic } from "../generated/messages.js";
import type { CheckInput } from "./check-input.js";
import { originOf } from "./imports.js";
import { memberPath } from "./member-path.js";

const words = (text: string): ReadonlySet<string> => new Set(text.split(" "));

/** What gives something else each time, by its global name. */
const GLOBALS = words(
  "Date.now Math.random performance.now performance.timeOrigin crypto.randomUUID crypto.getRandomValues " +
    "process.hrtime process.hrtime.bigint process.uptime setTimeout setInterval setImmediate " +
    "Temporal.Now.instant Temporal.Now.plainDateISO Temporal.Now.plainDateTimeISO Temporal.Now.plainTimeISO " +
    "Temporal.Now.zonedDateTimeISO",
);
/** The same by what Node's modules export. */
const EXPORTS: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  ["crypto", words("randomUUID randomBytes randomInt randomFill randomFillSync getRandomValues")],
  ["perf_hooks", words("performance.now performance.timeOrigin")],
  ["process", words("hrtime hrtime.bigint uptime")],
  ["timers", words("setTimeout setInterval setImmediate")],
]);

/** Whether a function was declared to do the same each time. */
export function isDeterministic({ fn }: CheckInput): boolean {
  const value = optionOf(fn.options, "deterministic");
  return value !== undefined && !t.isBooleanLiteral(value, { value: false });
}

const READS_AND_FUNCTIONS = kindsOf(
  "NewExpression",
  "CallExpression",
  "MemberExpression",
  "Identifier",
  "Function",
);

/** Refuses clocks and randomness in a deterministic function, outside of steps, and an interval without that promise. */
export function checkDeterminism(input: CheckInput): void {
  const { fn, tree, effects, reporter } = input;
  if (isDeterministic(input)) {
    tree.find(READS_AND_FUNCTIONS, (node, place) => {
      if (effects.has(node)) return false;
      const name = changingName(node, tree.parentOf(place), input);
      if (name !== null) reporter.report(notDeterministic({ name }), node);
      return name === null;
    });
    return;
  }
  const interval = optionOf(fn.options, "checkpointInterval");
  if (t.isNumericLiteral(interval) && interval.value > 1)
    reporter.report(intervalNotDeterministic({ value: String(interval.value) }), interval);
}

/** What an expression is known by if its value is a clock's or random: `Date.now`, `new Date()`; else null. */
function changingName(node: t.Node, parent: t.Node | undefined, input: CheckInput): string | null {
  const { bindings, module } = input;
  const isDate = (callee: t.Node): boolean =>
    t.isIdentifier(callee, { name: "Date" }) &&
    !bindings.references.get(callee)?.binding &&
    !module.bindings.has("Date");
  if (t.isNewExpression(node) && isDate(node.callee))
    return node.arguments.length === 0 ? "new Date()" : null;
  if (t.isCallExpression(node) && isDate(node.callee)) return "Date()";
  if (!t.isMemberExpression(node) && !t.isIdentifier(node)) return null;
  if (t.isMemberExpression(parent) && parent.object === node && !parent.computed) return null;
  const path = memberPath(node);
  const use = path && bindings.references.get(path.base);
  if (!use || use.binding) return null;
  const { name } = path.base;
  const members = name === "globalThis" ? path.members : [name, ...path.members];
  if (!module.bindings.has(name)) return GLOBALS.has(members.join(".")) ? members.join(".") : null;
  const origin = originOf(module, name);
  if (!origin?.isNode) return null;
  const isWhole = origin.name === "*" || origin.name === "default";
  const exported = [...(isWhole ? [] : [origin.name]), ...path.members].join(".");
  return EXPORTS.get(origin.source)?.has(exported) ? [name, ...path.members].join(".") : null;
}
