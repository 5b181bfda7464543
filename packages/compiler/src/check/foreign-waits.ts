import * as t from "@babel/types";
import { isContext, operationOf } from "../analyse/context.js";
import { kindsOf } from "../ast/kinds.js";
import { walk } from "../ast/walk.js";
import type { Fix } from "../diagnostics/fix.js";
import { foreignWait, notDeterministic, operationInForeignCode } from "../generated/messages.js";
import type { CheckInput } from "./check-input.js";
import { isDeterministic } from "./determinism.js";
import { originOf } from "./imports.js";
import { memberPath } from "./member-path.js";

const AWAITS_AND_FUNCTIONS = kindsOf("AwaitExpression", "Function");

/**
 * Notes each await of a function that is surely neither durable nor compiled: one of Node, of the platform or a package.
 * A deterministic function may have none, and what is given to one should make no operation.
 */
export function checkForeignWaits(input: CheckInput): void {
  const { tree, effects, reporter } = input;
  tree.find(AWAITS_AND_FUNCTIONS, (node, place) => {
    if (effects.has(node)) return false;
    if (!t.isAwaitExpression(node) || !node.loc) return true;
    const name = foreignName(node.argument, input);
    if (name === null) return true;
    const operation = operationGiven(node.argument, input);
    if (operation) reporter.report(operationInForeignCode({ name, operation }), node);
    else {
      const message = isDeterministic(input) ? notDeterministic({ name }) : foreignWait({ name });
      reporter.report(message, node, runFix(node, name, tree.ancestorsOf(place), input));
    }
    return true;
  });
}

/** What a call is known by, `readFile` or `fetch`; null where it may be durable, compiled, or no wait at all. */
function foreignName(node: t.Node, input: CheckInput): string | null {
  if (!t.isCallExpression(node)) return null;
  const { bindings, context, module } = input;
  if (node.arguments.some((argument) => isContext(argument, bindings, context))) return null;
  const path = memberPath(node.callee);
  if (!path || bindings.references.get(path.base)?.binding) return null;
  const { name } = path.base;
  if (!module.bindings.has(name)) return name === "fetch" && path.members.length === 0 ? name : null;
  return originOf(module, name) ? [name, ...path.members].join(".") : null;
}

/** An operation of the context in a function that is given to a call: whoever calls the function waits for it. */
function operationGiven(node: t.Node, { bindings, context }: CheckInput): string | null {
  let found: string | null = null;
  for (const argument of t.isCallExpression(node) ? node.arguments : []) {
    if (!t.isFunction(argument)) continue;
    walk(argument, (part) => {
      if (t.isCallExpression(part) || t.isOptionalCallExpression(part))
        found ??= operationOf(part, bindings, context);
    });
  }
  return found;
}

/** The wait as a step. A response of `fetch` cannot be stored: what is read from it on the spot can. */
function runFix(
  node: t.AwaitExpression,
  name: string,
  ancestors: readonly t.Node[],
  input: CheckInput,
): Fix[] {
  const read = name === "fetch" ? readOnTheSpot(ancestors) : node;
  const context = input.context && isReachable(node, input) ? input.context.name : null;
  if (!read || !context || !canMove(read.argument, node, input)) return [];
  const { start, end } = read.argument;
  const arrow = name === "fetch" ? "async () => " : "() => ";
  const label = JSON.stringify(name.slice(name.lastIndexOf(".") + 1));
  const edits = [
    { start: start!, end: start!, text: `${context}.run(${label}, ${arrow}` },
    { start: end!, end: end!, text: ")" },
  ];
  return [{ title: `Make it a step with ${context}.run`, edits }];
}

/** `await (await fetch(...)).json()`, of whose inner await these are the ancestors. */
function readOnTheSpot(ancestors: readonly t.Node[]): t.AwaitExpression | null {
  const [outer, call, member] = ancestors.slice(-3);
  const isRead =
    t.isMemberExpression(member) &&
    !member.computed &&
    t.isIdentifier(member.property) &&
    /^(?:json|text|arrayBuffer)$/.test(member.property.name) &&
    t.isCallExpression(call) &&
    call.callee === member;
  return isRead && t.isAwaitExpression(outer) ? outer : null;
}

/** The context has no other variable of its name in front of it, and the function around may wait for an operation. */
function isReachable(node: t.Node, { bindings, context, fn }: CheckInput): boolean {
  const isInRoot = [...bindings.functions.values()].every(
    (info) => info.node === fn.node || !(info.node.start! <= node.start! && node.end! <= info.node.end!),
  );
  const names = [...bindings.declared.values()].filter(({ name }) => name === context?.name);
  return isInRoot && names.every((binding) => binding === context);
}

/** Whether the code means the same inside an arrow function that may run again: no suspension, write or operation. */
function canMove(code: t.Node, wait: t.AwaitExpression, { bindings, context }: CheckInput): boolean {
  let isMovable = true;
  walk(code, (node) => {
    if (node === wait) return;
    const reference = bindings.references.get(node);
    if (reference && (reference.role === "write" || reference.binding === context)) isMovable = false;
    if (t.isYieldExpression(node) || t.isAwaitExpression(node)) isMovable = false;
  });
  return isMovable;
}
