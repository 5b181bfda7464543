import * as t from "@babel/types";
import { closureBetween, type Binding } from "../analyse/bindings.js";
import { isContext, operationOf } from "../analyse/context.js";
import { kindsOf } from "../ast/kinds.js";
import { unstorableKept } from "../generated/messages.js";
import type { CheckInput } from "./check-input.js";
import { reaches } from "./reaches.js";
import { unstorableValue } from "./unstorable-values.js";

const DECLARATORS = kindsOf("VariableDeclarator");
const USES_AND_WAITS = kindsOf("Identifier", "JSXIdentifier", "AwaitExpression");

type Path = readonly t.Node[];

/** Warns where a variable that no snapshot can hold is used again after an await at which one is taken. */
export function checkUnstorable(input: CheckInput): void {
  const { tree, bindings, reporter } = input;
  const candidates = candidatesOf(input);
  if (candidates.length === 0) return;
  const wanted = new Set(candidates.map(({ binding }) => binding));
  const waits: Path[] = [];
  const uses = new Map<Binding, Path[]>();
  tree.find(USES_AND_WAITS, (node, place) => {
    const used = bindings.references.get(node)?.binding;
    const isWait = t.isAwaitExpression(node) && isCommit(node.argument, input);
    if (!isWait && !(used && wanted.has(used))) return;
    const path = [...tree.ancestorsOf(place), node];
    if (isWait) waits.push(path);
    if (used) uses.set(used, [...(uses.get(used) ?? []), path]);
  });
  for (const { binding, value, declarator } of candidates) {
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

interface Candidate {
  readonly binding: Binding;
  readonly value: string;
  readonly declarator: t.VariableDeclarator;
}

/** Variables of compiled code that hold such a value. */
function candidatesOf(input: CheckInput): Candidate[] {
  const candidates: Candidate[] = [];
  input.tree.find(DECLARATORS, (node) => {
    if (!t.isVariableDeclarator(node) || !t.isIdentifier(node.id) || !node.init) return;
    const binding = input.bindings.declared.get(node.id);
    if (!binding || binding.scope.fn.native || !isAssignedOnce(binding)) return;
    const value = unstorableValue(node.init, input);
    if (value) candidates.push({ binding, value, declarator: node });
  });
  return candidates;
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
function isCommit(node: t.Node, { bindings, context, functions }: CheckInput): boolean {
  if (!t.isCallExpression(node)) return false;
  const operation = operationOf(node, bindings, context);
  if (operation) return !operation.includes(".state.");
  const { callee } = node;
  return (
    t.isIdentifier(callee) &&
    !bindings.references.get(callee)?.binding &&
    functions.get(callee.name) === "helper" &&
    node.arguments.some((argument) => isContext(argument, bindings, context))
  );
}
