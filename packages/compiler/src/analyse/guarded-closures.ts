import * as t from "@babel/types";
import { kindsOf } from "../ast/kinds.js";
import type { Tree } from "../ast/tree.js";
import type { Binding, Bindings, FunctionInfo } from "./bindings.js";

const words = (text: string): ReadonlySet<string> => new Set(text.split(" "));

/** Methods that call a function that they are given before they return, and then forget it. */
const AT_ONCE = words(
  "forEach map filter reduce reduceRight some every find findIndex findLast findLastIndex flatMap sort toSorted " +
    "from groupBy replace replaceAll",
);
/** Methods that change what they are called on. */
const MUTATORS = words("push pop shift unshift splice sort reverse fill copyWithin set add delete clear");

const CHANGES_AND_FUNCTIONS = kindsOf(
  "AssignmentExpression",
  "UpdateExpression",
  "UnaryExpression",
  "CallExpression",
  "Function",
);

/**
 * Finds the synchronous closures that change what they capture and that something else may keep, and so call when the
 * execution does not run: a listener, a timer.
 */
export function guardedClosures(
  tree: Tree,
  bindings: Bindings,
  context: Binding | null,
): ReadonlySet<t.Node> {
  /** By closure, the functions around whose variables it changes: itself, in a closure inside it or by a call. */
  const changes = new Map<FunctionInfo, Set<FunctionInfo>>();
  const called = new Set<t.Node>();
  const atOnce = new Set<t.Node>();
  const changed = (from: FunctionInfo, owner: FunctionInfo): void => {
    for (let at: FunctionInfo | null = from; at && at !== owner; at = at.parent)
      changes.set(at, (changes.get(at) ?? new Set()).add(owner));
  };
  const mutated = (target: t.Node): void => {
    let base = target;
    while (t.isMemberExpression(base)) base = base.object;
    const use = base === target ? undefined : bindings.references.get(base);
    if (use?.binding && use.binding !== context) changed(use.fn, use.binding.scope.fn);
  };

  for (const { binding, fn, role } of bindings.references.values())
    if (binding && role === "write") changed(fn, binding.scope.fn);
  tree.find(CHANGES_AND_FUNCTIONS, (node, place) => {
    if (t.isAssignmentExpression(node)) mutated(node.left);
    else if (t.isUpdateExpression(node)) mutated(node.argument);
    else if (t.isUnaryExpression(node) && node.operator === "delete") mutated(node.argument);
    else if (t.isCallExpression(node)) {
      called.add(node.callee);
      if (methodOf(node, MUTATORS)) mutated(node.callee);
    } else if (t.isFunction(node) && isCalledAtOnce(node, tree.parentOf(place))) atOnce.add(node);
  });
  const local = localFunctions(bindings, called);
  for (let size = -1; size !== sizeOf(changes);) {
    size = sizeOf(changes);
    for (const [fn, { references }] of local)
      for (const owner of changes.get(fn) ?? []) references.forEach((use) => changed(use.fn, owner));
  }

  const guarded = [...changes.keys()].filter(
    (fn) => fn.kind === "sync" && !fn.native && !fn.inline && t.isFunction(fn.node) && fn !== bindings.root,
  );
  return new Set(guarded.filter((fn) => !local.has(fn) && !atOnce.has(fn.node)).map(({ node }) => node));
}

const sizeOf = (changes: ReadonlyMap<unknown, ReadonlySet<unknown>>): number =>
  [...changes.values()].reduce((sum, { size }) => sum + size, 0);

const methodOf = ({ callee }: t.CallExpression, names: ReadonlySet<string>): boolean =>
  t.isMemberExpression(callee) &&
  !callee.computed &&
  t.isIdentifier(callee.property) &&
  names.has(callee.property.name);

/** `xs.map(f)`, `new Promise(f)`, `f()` */
const isCalledAtOnce = (node: t.Function, parent: t.Node | undefined): boolean =>
  (t.isCallExpression(parent) && (parent.callee === node || methodOf(parent, AT_ONCE))) ||
  (t.isNewExpression(parent) && t.isIdentifier(parent.callee, { name: "Promise" }));

/** Functions with a name that is only ever called, so that nothing keeps them, by their info. */
function localFunctions(
  { functions, declared }: Bindings,
  called: ReadonlySet<t.Node>,
): Map<FunctionInfo, Binding> {
  const local = new Map<FunctionInfo, Binding>();
  for (const binding of declared.values()) {
    const { kind, declaration, references } = binding;
    if (kind !== "function" && kind !== "const") continue;
    const node = t.isVariableDeclarator(declaration) ? declaration.init : declaration;
    const fn = node && functions.get(node);
    if (fn && references.every(({ identifier }) => called.has(identifier))) local.set(fn, binding);
  }
  return local;
}
