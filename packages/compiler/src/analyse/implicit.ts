import * as t from "@babel/types";
import { bind, NO_BINDINGS, type Binding, type FunctionInfo, type Scope } from "./bindings.js";

/** A scope that stands for the plain functions around, with the variables that are captured from them. */
export function scopeAround(captures: readonly string[], scopes: Map<t.Node, Scope>): Scope {
  const node = t.functionExpression(null, [], t.blockStatement([]));
  const fn: FunctionInfo = {
    node,
    parent: null,
    kind: "sync",
    usesThis: false,
    native: false,
    inline: false,
  };
  const scope: Scope = { owner: node, parent: null, fn, bindings: NO_BINDINGS };
  scopes.set(node, scope);
  for (const name of captures) declareImplicit(scope, name, "const", node);
  return scope;
}

/** `arguments` or `new.target` of the function around, seen through arrows; null at module level. */
export function implicit(
  name: "arguments" | "new.target",
  from: Scope,
  scopes: ReadonlyMap<t.Node, Scope>,
): Binding | null {
  let fn: FunctionInfo | null = from.fn;
  while (fn && t.isArrowFunctionExpression(fn.node)) fn = fn.parent;
  const scope = fn && scopes.get(fn.node);
  if (!scope || !t.isFunction(fn!.node)) return null;
  return declareImplicit(scope, name, name, fn!.node);
}

/** A class's own name, as its members see it, and its private names. */
export function declareClass(scope: Scope, node: t.Class): void {
  if (node.id) declareImplicit(scope, node.id.name, "class", node, node.body.start!);
  for (const part of node.body.body) {
    if (isPrivate(part)) declareImplicit(scope, `#${part.key.id.name}`, "private", node);
  }
}

/** Declares a name that no identifier of its own declares. */
export function declareImplicit(
  scope: Scope,
  name: string,
  kind: Binding["kind"],
  declaration: t.Node,
  initialisedAt = 0,
): Binding {
  const known = scope.bindings.get(name);
  if (known) return known;
  const binding: Binding = {
    name,
    kind,
    scope,
    declaration,
    initialisedAt,
    initialiser: null,
    references: [],
  };
  bind(binding);
  return binding;
}

export const isPrivate = (node: t.Node): node is t.ClassPrivateMethod | t.ClassPrivateProperty =>
  t.isClassPrivateMethod(node) || t.isClassPrivateProperty(node);
