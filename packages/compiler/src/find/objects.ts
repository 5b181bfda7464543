import * as t from "@babel/types";
import { kindsOf } from "../ast/kinds.js";
import type { Tree } from "../ast/tree.js";
import type { Reporter } from "../diagnostics/diagnostic.js";
import * as messages from "../generated/messages.js";
import { isDurable, takesContext, type Module } from "./module.js";
import { readName } from "./name-option.js";
import { optionsOf, withoutTypes } from "./options.js";
import { placeOf } from "./place.js";

const CLASSES = kindsOf("Class");
const CLASSES_AND_CALLS = kindsOf("Class", "CallExpression");

/** A class of durable objects. */
export interface DurableObjectClass {
  readonly node: t.Class;
  /** What snapshots and rows know it by: package and explicit name, else package, path and place in the file. */
  readonly id: string;
}

/** How a class was declared, before its place is known. */
type Mark = { readonly options: t.ObjectExpression | null };

/** Finds the classes of durable objects of a file: decorated ones, and those given to `durable.object(...)`. */
export function findObjects(
  tree: Tree,
  module: Module,
  source: { readonly package: string; readonly path: string },
  reporter: Reporter,
): DurableObjectClass[] {
  const marks = readMarks(tree, module);
  const found: DurableObjectClass[] = [];
  tree.find(CLASSES, (node, index) => {
    if (!t.isClass(node)) return true;
    const mark = marks.get(node);
    if (!mark) return true;
    const place = placeOf(tree.ancestorsOf(index));
    const path = [...place.path];
    if (t.isClassDeclaration(node) && node.id) path.push(node.id.name);
    else if (path.length === 0 && node.id) path.push(node.id.name);
    const name = node.id?.name ?? path.at(-1) ?? "the class";
    if (place.kind === "nested") {
      reporter.report(messages.objectNotAtModuleLevel({ name }), node.id ?? node);
      return true;
    }
    checkMembers(node, module, reporter);
    const explicit = readName(mark.options, reporter);
    const id =
      explicit === undefined
        ? `${source.package}/${source.path}#${path.join("/")}`
        : `${source.package}#${explicit}`;
    if (found.some((known) => known.id === id))
      reporter.report(messages.duplicateFunction({ id }), node.id ?? node);
    found.push({ node, id });
    return true;
  });
  return found;
}

function readMarks(tree: Tree, module: Module): Map<t.Node, Mark> {
  const marks = new Map<t.Node, Mark>();
  tree.find(CLASSES_AND_CALLS, (node) => {
    if (t.isClass(node)) {
      for (const { expression } of node.decorators ?? []) {
        if (t.isCallExpression(expression) && isCalled(expression.callee, "object", module)) {
          const options = withoutTypes(expression.arguments[0]);
          marks.set(node, { options: t.isObjectExpression(options) ? options : null });
        } else if (isCalled(expression, "object", module)) marks.set(node, { options: null });
      }
    } else if (isObjectMaker(node, module)) {
      const value = withoutTypes(node.arguments.at(-1));
      const target = t.isIdentifier(value) ? module.bindings.get(value.name)?.value : value;
      if (t.isClass(target)) marks.set(target, { options: optionsOf(node, module) });
    }
    return true;
  });
  return marks;
}

const isCalled = (node: t.Node, name: string, module: Module): boolean =>
  t.isMemberExpression(node) &&
  !node.computed &&
  isDurable(module, node.object) &&
  t.isIdentifier(node.property, { name });

/** `durable.object(...)`. */
export const isObjectMaker = (node: t.Node | null | undefined, module: Module): node is t.CallExpression =>
  t.isCallExpression(node) && isCalled(node.callee, "object", module);

/** `@durable.object`, `@durable.object({ ... })`. */
export const isObjectMark = ({ expression }: t.Decorator, module: Module): boolean =>
  isCalled(t.isCallExpression(expression) ? expression.callee : expression, "object", module);

/** `@durable.shared`, `@durable.method({ ... })`: they say something about a method and leave it as it is. */
export const isMethodMark = ({ expression }: t.Decorator, module: Module): boolean =>
  isCalled(expression, "shared", module) ||
  (t.isCallExpression(expression) && isCalled(expression.callee, "method", module));

/** What cannot be stored, or not be resumed; bases in the same file are looked at too. */
function checkMembers(node: t.Class, module: Module, reporter: Reporter, seen = new Set<t.Node>()): void {
  if (seen.has(node)) return;
  seen.add(node);
  for (const part of node.body.body) {
    if (isPrivate(part)) {
      const { key } = part;
      const name = t.isPrivateName(key) ? `#${key.id.name}` : "accessor";
      reporter.report(messages.objectPrivate({ name, plain: name.replace("#", "") }), key);
    } else if (t.isClassMethod(part) && part.kind === "method" && !part.static)
      checkMethod(part, module, reporter);
  }
  const { superClass } = node;
  const base = t.isIdentifier(superClass) ? module.bindings.get(superClass.name)?.value : null;
  if (t.isClass(base)) checkMembers(base, module, reporter, seen);
}

function checkMethod(node: t.ClassMethod, module: Module, reporter: Reporter): void {
  if (!takesContext(module, node)) return;
  const name = t.isIdentifier(node.key) ? node.key.name : "method";
  if (node.generator) reporter.report(messages.objectGenerator({ name }), node.key);
  else if (!node.async) reporter.report(messages.notAsync({ name }), node.key);
}

/** An `accessor` keeps its value in a private element too. */
const isPrivate = (
  node: t.Node,
): node is t.ClassPrivateProperty | t.ClassPrivateMethod | t.ClassAccessorProperty =>
  (t.isClassPrivateProperty(node) || t.isClassPrivateMethod(node) || t.isClassAccessorProperty(node)) &&
  node.static !== true;
