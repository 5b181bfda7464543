import * as t from "@babel/types";
import { makerOf } from "../find/maker.js";
import type { Callee, Operation } from "../ir/ir.js";
import type { Converted } from "../scopes/conversion.js";

/** Operations whose result is a copy that only the awaiting code gets. */
const BY_VALUE: ReadonlySet<string> = new Set(["call", "run", "transaction", "waitForEvent"]);

/** Whether a suspension awaits a durable operation's own promise, which nobody else can have. */
export function isOwnOperation(operation: Operation, machine: Converted): boolean {
  if (operation.kind === "call") return isChild(operation.callee, machine);
  if (operation.kind !== "await" || !t.isCallExpression(operation.operand)) return false;
  const { callee } = operation.operand;
  if (!t.isMemberExpression(callee) || callee.computed || !hasEnginesContext(machine)) return false;
  const { object, property } = callee as t.MemberExpression & { property: t.Identifier };
  if (isContext(object, machine)) return BY_VALUE.has(property.name);
  return (
    property.name === "get" &&
    t.isMemberExpression(object) &&
    !object.computed &&
    t.isIdentifier(object.property, { name: "state" }) &&
    isContext(object.object, machine)
  );
}

/** Whether an operation copies what it is given before it returns. */
export function copiesArguments(
  { callee }: t.CallExpression | t.OptionalCallExpression,
  machine: Converted,
): boolean {
  if (!t.isMemberExpression(callee) || callee.computed || !hasEnginesContext(machine)) return false;
  const { object, property } = callee as t.MemberExpression & { property: t.Identifier };
  return isContext(object, machine) && COPYING.has(property.name);
}

const COPYING: ReadonlySet<string> = new Set(["call", "sleep", "waitForEvent", "setProgress"]);

/** `await other(x)`, where a constant of this file is a durable function. */
export function isChild(callee: Callee, { analysis: { module, bindings } }: Converted): boolean {
  if (callee.kind !== "function" || !t.isIdentifier(callee.value)) return false;
  const outside = bindings.references.get(callee.value)?.binding === null;
  const binding = module.bindings.get(callee.value.name);
  return outside && binding?.kind === "const" && makerOf(binding.value, module) !== null;
}

/** A closure may have a parameter of the context's name. */
const isContext = (node: t.Node, machine: Converted): boolean =>
  machine.isContext(node) && (!t.isIdentifier(node) || machine.info === machine.analysis.bindings.root);

/** A helper may be given any object; a durable function gets the engine's context, which is frozen. */
function hasEnginesContext({ analysis: { fn, context, bindings } }: Converted): boolean {
  if (fn.kind === "helper" || !context) return false;
  const named = bindings.scopes.get(bindings.root.node)?.bindings.get("arguments");
  const isReplaced = context.references.some(({ role }) => role === "write");
  return !isReplaced && (named?.references.length ?? 0) === 0;
}
