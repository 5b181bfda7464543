import * as t from "@babel/types";
import { closureBetween, type Binding } from "../analyse/bindings.js";
import { isContext, operationOf } from "../analyse/context.js";
import { walkWithAncestors } from "../ast/walk.js";
import { unstorableKept } from "../generated/messages.js";
import type { CheckInput } from "./check-input.js";
import { reaches } from "./reaches.js";
import { unstorableValue } from "./unstorable-values.js";

type Path = readonly t.Node[];

/** Warns where a variable that no snapshot can hold is used again after an await at which one is taken. */
export function checkUnstorable(input: CheckInput): void {
  const { fn, bindings, reporter } = input;
  const candidates: { binding: Binding; value: string; declarator: t.VariableDeclarator }[] = [];
  const waits: Path[] = [];
  const uses = new Map<Binding, Path[]>();
  walkWithAncestors(fn.node, (node, ancestors) => {
    if (t.isVariableDeclarator(node) && t.isIdentifier(node.id) && node.init) {
      const binding = bindings.declared.get(node.id);
      const value = binding && isAssignedOnce(binding) ? unstorableValue(node.init, input) : null;
      if (binding && value) candidates.push({ binding, value, declarator: node });
    }
    if (t.isAwaitExpression(node) && isCommit(node.argument, input)) waits.push([...ancestors, node]);
    const used = bindings.references.get(node)?.binding;
    if (used) uses.set(used, [...(uses.get(used) ?? []), [...ancestors, node]]);
  });
  for (const { binding, value, declarator } of candidates) {
    if (binding.scope.fn.native) continue;
    const own = waits.filter((wait) => functionOf(wait) === binding.scope.fn.node);
    const isKept = own.some((wait) => {
      const at = wait.at(-1)!;
      if (at.start! < declarator.end!) return false;
      return (uses.get(binding) ?? []).some(
        (use) => isUsedByMachine(use, binding, input) && reaches(wait, use),
      );
    });
    if (isKept) reporter.report(unstorableKept({ value, name: binding.name }), declarator.id);
  }
}

const isAssignedOnce = ({ kind, references }: Binding): boolean =>
  (kind === "const" || kind === "let") && references.every(({ role }) => role === "read");

const functionOf = (path: Path): t.Node | undefined => path.findLast((node) => t.isFunction(node));

/** A closure may be called at any time: only what the function itself uses is certain. */
const isUsedByMachine = (use: Path, binding: Binding, { bindings }: CheckInput): boolean => {
  const reference = bindings.references.get(use.at(-1)!);
  return !!reference && !closureBetween(binding.scope.fn, reference.fn);
};

/** Whether the engine surely commits at the await of this: an operation of its own row, or a helper that got the context. */
function isCommit(node: t.Node, { bindings, context, machines }: CheckInput): boolean {
  if (!t.isCallExpression(node)) return false;
  const operation = operationOf(node, bindings, context);
  if (operation) return !operation.includes(".state.");
  const { callee } = node;
  return (
    t.isIdentifier(callee) &&
    !bindings.references.get(callee)?.binding &&
    machines.get(callee.name) === "helper" &&
    node.arguments.some((argument) => isContext(argument, bindings, context))
  );
}
