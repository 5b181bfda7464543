import * as t from "@babel/types";
import { kindsOf } from "../ast/kinds.js";
import { hasDirective } from "../ast/terms.js";
import type { Tree } from "../ast/tree.js";
import { walk } from "../ast/walk.js";
import type { DurableFunction } from "./durable-function.js";
import type { Module } from "./module.js";
import { withoutTypes } from "./options.js";

const DECORATORS = kindsOf("Decorator");

type Decorator = t.FunctionDeclaration | t.FunctionExpression | t.ArrowFunctionExpression;

/**
 * Plain functions at module level that decorate classes inside durable functions, those that they call, and those under
 * `"use durable"`. They stay plain; the functions and classes that they make are compiled, so that they can be stored.
 */
export function findDecorators(
  tree: Tree,
  functions: readonly DurableFunction[],
  /** What has a place of its own in the file: a function around it is left as it is. */
  placed: readonly t.Node[],
  module: Module,
  source: { readonly package: string; readonly path: string },
): DurableFunction[] {
  const machines = new Set<t.Node>(functions.map(({ node }) => node));
  const reached = new Map<string, Decorator>();
  const add = (name: string): void => {
    const node = reached.has(name) ? null : plainFunction(name, module);
    if (!node || machines.has(node) || placed.some((other) => isInside(other, node))) return;
    reached.set(name, node);
    calledNames(node).forEach(add);
  };
  if (tree.holds(DECORATORS)) for (const { node } of functions) decoratorNames(node).forEach(add);
  for (const [name] of module.bindings) {
    const node = plainFunction(name, module);
    if (node && hasDirective(node, "use durable")) add(name);
  }
  const found = [...reached].filter(([, node]) => makesCode(node));
  return found.map(([name, node]) => {
    const id = `${source.package}/${source.path}#${name}`;
    const place = { form: formOf(node), captures: null, class: null, kept: null };
    return { node, id, lexicalId: id, name, kind: "decorator", options: null, contextAt: null, ...place };
  });
}

const formOf = (node: Decorator): DurableFunction["form"] =>
  t.isFunctionDeclaration(node) ? "declaration" : "expression";

function plainFunction(name: string, module: Module): Decorator | null {
  const binding = module.bindings.get(name);
  const value =
    binding?.kind === "function" || binding?.kind === "const" ? withoutTypes(binding.value) : null;
  if (
    !t.isFunctionDeclaration(value) &&
    !t.isFunctionExpression(value) &&
    !t.isArrowFunctionExpression(value)
  )
    return null;
  return value.async || value.generator ? null : value;
}

/** `logged` of `@logged` and of `@logged("x")`. */
function decoratorNames(root: t.Node): string[] {
  const names: string[] = [];
  walk(root, (node) => {
    if (!t.isDecorator(node)) return;
    const { expression } = node;
    const callee = t.isCallExpression(expression) ? expression.callee : expression;
    if (t.isIdentifier(callee)) names.push(callee.name);
  });
  return names;
}

function calledNames(root: t.Node): string[] {
  const names: string[] = [];
  walk(root, (node) => {
    if (t.isCallExpression(node) && t.isIdentifier(node.callee)) names.push(node.callee.name);
  });
  return names;
}

export const isInside = (inner: t.Node, outer: t.Node): boolean =>
  outer.start! <= inner.start! && inner.end! <= outer.end!;

/** Whether a function makes functions or classes. */
export function makesCode(root: t.Function): boolean {
  let found = false;
  walk(root.body, (node) => void (found ||= t.isFunction(node) || t.isClass(node)));
  return found;
}
