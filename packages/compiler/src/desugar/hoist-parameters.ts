import * as t from "@babel/types";
import { at, id } from "../ast/build.js";
import { boundIdentifiers } from "../ast/terms.js";
import { walk } from "../ast/walk.js";
import type { Symbols } from "../lower/lowering.js";
import { separateVariables } from "./separate-variables.js";

/**
 * `f(a, b = () => a)` as `f(...$args) { let [a, b = () => a] = $args; }`, so that closures in parameters are like any
 * others.
 */
export function hoistParameters(root: t.Function, symbols: Symbols): void {
  walk(root, (node) => {
    if (t.isFunction(node) && needsHoisting(node)) hoist(node, symbols.args);
  });
}

/** Whether there is code in parameters that is a closure. */
export const needsHoisting = (node: t.Function): boolean => node.params.some(holdsFunction);

function hoist(node: t.Function, args: string): void {
  const pattern = t.arrayPattern(node.params as t.PatternLike[]);
  const names = new Set(node.params.flatMap(boundIdentifiers).map(({ name }) => name));
  const body = t.isBlockStatement(node.body)
    ? node.body
    : t.blockStatement([at(t.returnStatement(node.body), node.body)]);
  const mentioned = new Set<string>();
  walk(pattern, (part) => void (t.isIdentifier(part) && mentioned.add(part.name)));
  separateVariables(body, names, mentioned);
  const { params, given } = collect(node, args);
  const declared = t.variableDeclaration("let", [t.variableDeclarator(pattern as t.ArrayPattern, given)]);
  body.body.unshift(declared, ...(node.generator ? [startOfBody(node)] : []));
  node.body = body;
  node.params = params;
}

/** As many plain parameters as the function's `length` counts, then the rest; a setter has one and no rest. */
function collect(node: t.Function, args: string): { params: t.Function["params"]; given: t.ArrayExpression } {
  const end = node.params.findIndex((part) => t.isAssignmentPattern(part) || t.isRestElement(part));
  const isSetter = t.isMethod(node) && node.kind === "set";
  const count = isSetter ? 1 : end < 0 ? node.params.length : end;
  const plain = Array.from({ length: count }, (_, index) => `${args}${index + 1}`);
  if (isSetter) return { params: plain.map(id), given: t.arrayExpression(plain.map(id)) };
  return {
    params: [...plain.map(id), t.restElement(id(args))],
    given: t.arrayExpression([...plain.map(id), t.spreadElement(id(args))]),
  };
}

/** A generator's parameters are evaluated at its call; its body starts with the first `next()`. */
function startOfBody(node: t.Function): t.Statement {
  node.extra = { ...node.extra, startsAtCall: true };
  const { start = null, end = null } = node.params[0]!;
  return t.expressionStatement(Object.assign(at(t.yieldExpression(null), node.params[0]), { start, end }));
}

const holdsFunction = (parameter: t.Node): boolean => {
  if (parameter.type === "Identifier") return false;
  let found = false;
  walk(parameter, (node) => void (found ||= t.isFunction(node) || t.isClass(node)));
  return found;
};
