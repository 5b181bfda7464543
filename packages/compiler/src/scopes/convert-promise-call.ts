import * as t from "@babel/types";
import { at, call, id, member } from "../ast/build.js";
import { accessOf } from "./access.js";
import type { Conversion } from "./conversion.js";

/** Functions of `Promise`, and whether every Node has them: `Promise.try?.(f)` asks whether it is there. */
const FUNCTIONS: ReadonlyMap<string, boolean> = new Map([
  ["all", true],
  ["allSettled", true],
  ["any", true],
  ["race", true],
  ["reject", true],
  ["resolve", true],
  ["try", false],
  ["withResolvers", false],
]);

/** What stands for `Promise` in `Promise.all(...)`, so that its promise can be stored; null for any other call. */
export function promiseReceiver(
  node: t.CallExpression | t.OptionalCallExpression,
  conversion: Conversion,
): t.Expression | null {
  const { callee } = node;
  if (!t.isMemberExpression(callee) && !t.isOptionalMemberExpression(callee)) return null;
  const { object, property, computed } = callee;
  if (!isPromise(object, conversion) || !mayBeOne(property, computed, node.optional === true)) return null;
  return at(member(id(conversion.runtime), "promises"), object);
}

/** `new Promise(executor)` as `$perdure.newPromise(executor)`, so that its promise can be stored. */
export function convertNewPromise(node: t.NewExpression, conversion: Conversion): t.Expression | null {
  if (!isPromise(node.callee, conversion)) return null;
  const args = node.arguments.map((argument) => conversion.convert(argument)) as t.Expression[];
  return at(call(member(id(conversion.runtime), "newPromise"), ...args), node);
}

/** Whether a property can be one of the functions; a computed name may be any of them. */
function mayBeOne(property: t.Node, computed: boolean, optional: boolean): boolean {
  if (computed && !t.isStringLiteral(property)) return !optional;
  const name = t.isStringLiteral(property) ? property.value : (property as t.Identifier).name;
  const isEverywhere = FUNCTIONS.get(name);
  return isEverywhere !== undefined && (isEverywhere || !optional);
}

/** `Promise` itself, or a constant that holds it. */
function isPromise(node: t.Node, conversion: Conversion): boolean {
  const use = conversion.analysis.bindings.references.get(node);
  if (!use?.binding) return isGlobalPromise(node, conversion);
  const { kind, declaration } = use.binding;
  return (
    kind === "const" &&
    t.isVariableDeclarator(declaration) &&
    t.isIdentifier(declaration.id) &&
    !use.fn.native &&
    accessOf(use, conversion) === "plain" &&
    isGlobalPromise(declaration.init, conversion)
  );
}

function isGlobalPromise(node: t.Node | null | undefined, conversion: Conversion): boolean {
  const { module, bindings } = conversion.analysis;
  if (t.isMemberExpression(node)) {
    const isNamed = !node.computed && t.isIdentifier(node.property, { name: "Promise" });
    return isNamed && isGlobal(node.object, "globalThis");
  }
  const constant = t.isIdentifier(node) ? module.bindings.get(node.name) : undefined;
  if (constant?.kind !== "const") return isGlobal(node, "Promise");
  const isOuter = t.isIdentifier(constant.value, { name: "Promise" }) && !module.bindings.has("Promise");
  return isOuter && isOutside(node);

  function isGlobal(node: t.Node | null | undefined, name: string): boolean {
    return t.isIdentifier(node) && node.name === name && isOutside(node) && !module.bindings.has(name);
  }

  /** A name that the function does not declare, in code that runs inside the turn: not in that of a step. */
  function isOutside(node: t.Node | null | undefined): boolean {
    const use = node && bindings.references.get(node);
    return !!use && !use.binding && !use.fn.native;
  }
}
