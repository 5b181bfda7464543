import * as t from "@babel/types";
import { isPrimitive } from "../append-only/primitive-values.js";
import {
  closureBetween,
  isBeforeInitialised,
  isMachine,
  type Binding,
  type Bindings,
  type FunctionInfo,
  type Reference,
  type Scope,
} from "../analyse/bindings.js";

/** A closure keeps two captures in fields of its own; more need a list. */
const IN_FIELDS = 2;

/**
 * Captured variables that closures take a copy of, where that cannot be told from sharing them: they hold a primitive
 * before each closure over them is made, and keep it. Their scope then needs no object, one for each turn of a loop.
 * Variables outside of all blocks share one object for good, which is cheaper than copies.
 */
export function copiedVariables(bindings: Bindings): ReadonlySet<Binding> {
  const copied = new Set<Binding>();
  const candidates: Binding[][] = [];
  const captures = new Map<FunctionInfo, Map<Scope, Set<Binding>>>();
  for (const scope of bindings.scopes.values()) {
    const captured: Binding[] = [];
    for (const binding of scope.bindings.values()) if (capturesOf(binding).length > 0) captured.push(binding);
    for (const binding of captured)
      for (const use of capturesOf(binding))
        for (const fn of functionsBetween(use, binding)) {
          const scopes = captures.get(fn) ?? new Map<Scope, Set<Binding>>();
          captures.set(fn, scopes.set(scope, (scopes.get(scope) ?? new Set()).add(binding)));
        }
    if (captured.length > 0 && captured.every(canBeCopied)) candidates.push(captured);
  }
  const held = (scopes: ReadonlyMap<Scope, ReadonlySet<Binding>>): number =>
    [...scopes.values()].reduce((sum, [...list]) => sum + (copied.has(list[0]!) ? list.length : 1), 0);
  for (const variables of candidates) {
    for (const binding of variables) copied.add(binding);
    const { scope } = variables[0]!;
    const isDearer = [...captures.values()].some(
      (scopes) => (scopes.get(scope)?.size ?? 0) > 1 && held(scopes) > IN_FIELDS,
    );
    if (isDearer) for (const binding of variables) copied.delete(binding);
  }
  return copied;
}

const capturesOf = ({ references, scope }: Binding): Reference[] =>
  scope.fn.native ? [] : references.filter(({ fn }) => fn !== scope.fn);

/** The functions that a use of a variable lies in, up to the one that declares it. */
function functionsBetween({ fn }: Reference, { scope }: Binding): FunctionInfo[] {
  const between: FunctionInfo[] = [];
  for (let at: FunctionInfo | null = fn; at && at !== scope.fn; at = at.parent) between.push(at);
  return between;
}

function canBeCopied(binding: Binding): boolean {
  const { owner } = binding.scope;
  if (!isInBlock(binding.scope) || !isPrimitiveVariable(binding, new Set())) return false;
  return capturesOf(binding).every((use) => {
    if (use.role === "write") return false;
    const outer = closureBetween(binding.scope.fn, use.fn)!;
    const { start } = outer.node;
    const isMadeLater = t.isForStatement(owner)
      ? start! >= owner.body.start!
      : !t.isFunctionDeclaration(outer.node) && !isBeforeInitialised(binding, start!);
    return isMadeLater && functionsBetween(use, binding).every(isPlainClosure);
  });
}

/** Whether a scope comes into being more often than its function's machine. */
const isInBlock = ({ owner, fn }: Scope): boolean =>
  t.isForStatement(owner) || (t.isBlockStatement(owner) && !(isMachine(fn) && owner === bodyOf(fn)));

const bodyOf = ({ node }: FunctionInfo): t.Node | undefined => (t.isFunction(node) ? node.body : undefined);

/** A function that its `make` gives as it is: neither a machine nor a part of a class. */
const isPlainClosure = (fn: FunctionInfo): boolean =>
  !isMachine(fn) &&
  !fn.inline &&
  (t.isArrowFunctionExpression(fn.node) ||
    t.isFunctionExpression(fn.node) ||
    t.isFunctionDeclaration(fn.node) ||
    t.isObjectMethod(fn.node));

/** Whether a variable is only written where it is declared, or by its loop's update, and always a primitive. */
function isPrimitiveVariable(binding: Binding, seen: Set<Binding>): boolean {
  const { kind, declaration, scope, references } = binding;
  if ((kind !== "const" && kind !== "let") || !t.isVariableDeclarator(declaration)) return false;
  const { init } = declaration;
  if (!t.isIdentifier(declaration.id) || !init || seen.has(binding)) return false;
  seen.add(binding);
  const names = {
    has(name: string): boolean {
      let at: Scope | null = scope;
      while (at && !at.bindings.has(name)) at = at.parent;
      return at !== null && isPrimitiveVariable(at.bindings.get(name)!, seen);
    },
    hasArrays: () => false,
  };
  if (!isPrimitive(init, names)) return false;
  const updates = t.isForStatement(scope.owner) ? partsOf(scope.owner.update) : [];
  return references.every(
    ({ role, identifier }) =>
      role === "read" ||
      updates.some(
        (part) =>
          (t.isUpdateExpression(part) && part.argument === identifier) ||
          (t.isAssignmentExpression(part) &&
            part.left === identifier &&
            (CALCULATES.test(part.operator) || isPrimitive(part.right, names))),
      ),
  );
}

const partsOf = (update: t.Expression | null | undefined): readonly t.Expression[] =>
  t.isSequenceExpression(update) ? update.expressions : update ? [update] : [];

/** Operators that give a number, a bigint or a text, whatever stands on their right. */
const CALCULATES = /^(?:[-+*/%&|^]|\*\*|<<|>>>?)=$/;
