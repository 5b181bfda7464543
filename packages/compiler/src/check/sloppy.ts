import * as t from "@babel/types";
import { isMachine, type Binding, type Scope } from "../analyse/bindings.js";
import { kindsOf } from "../ast/kinds.js";
import { isStrict } from "../find/module.js";
import { sloppyCode } from "../generated/messages.js";
import type { CheckInput } from "./check-input.js";

const PLACED = kindsOf("MemberExpression", "FunctionDeclaration");
const TIED = "A parameter or `arguments[...]` that is assigned, each of which changes the other";

/** Refuses what only code that is not strict can say, and what the compiled code would do otherwise. */
export function checkSloppy({ fn, tree, module, bindings, reporter }: CheckInput): void {
  if (!module.isSloppy || isStrict(fn.node)) return;
  const refuse = (node: t.Node, what: string): void => reporter.report(sloppyCode({ what }), node);
  const references = [...bindings.references.values()].filter((reference) => !reference.fn.native);

  const inBlocks = new Map<string, Binding>();
  for (const [node, binding] of bindings.declared) {
    if (binding.scope.fn.native) continue;
    if (binding.name === "let") refuse(node, "A variable that is called `let`");
    if (binding.kind === "function" && isInBlock(binding.scope)) inBlocks.set(binding.name, binding);
  }
  const withArguments = new Set(
    references.filter(({ binding }) => binding?.kind === "arguments").map(({ binding }) => binding!.scope.fn),
  );
  for (const { name, binding, identifier, role } of references) {
    const isElsewhere = !binding || binding.kind === "var";
    if (isElsewhere && inBlocks.has(name))
      refuse(identifier, "A function that is used outside of the block that declares it");
    if (role !== "write" || !binding) continue;
    const own = binding.kind === "self" ? bindings.functions.get(binding.declaration) : undefined;
    if (own && isMachine(own)) refuse(identifier, "An assignment to a function's own name");
    const { fn: owner } = binding.scope;
    if (binding.kind === "param" && isMachine(owner) && withArguments.has(owner)) refuse(identifier, TIED);
  }
  tree.find(PLACED, (node, place) => {
    const parent = tree.ancestorsOf(place).at(-1);
    if (t.isFunctionDeclaration(node)) {
      if (t.isIfStatement(parent)) refuse(node.id ?? node, "A function that is the branch of an `if`");
      return true;
    }
    const binding = bindings.references.get((node as t.MemberExpression).object)?.binding;
    const isTied = binding?.kind === "arguments" && isMachine(binding.scope.fn);
    if (isTied && isTarget(node, parent)) refuse(node, TIED);
    return true;
  });
}

const isInBlock = ({ owner, fn }: Scope): boolean =>
  !t.isFunction(owner) && !(t.isFunction(fn.node) && fn.node.body === owner);

const isTarget = (node: t.Node, parent: t.Node | undefined): boolean =>
  t.isUpdateExpression(parent) ||
  t.isUnaryExpression(parent, { operator: "delete" }) ||
  (t.isAssignmentExpression(parent) && parent.left === node);
