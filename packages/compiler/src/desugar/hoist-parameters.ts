import * as t from "@babel/types";
import { at, id } from "../ast/build.js";
import { boundIdentifiers } from "../ast/terms.js";
import { walk } from "../ast/walk.js";
import type { Symbols } from "../lower/lowering.js";
import { separateVariables } from "./separate-variables.js";

/**
 * `f(a, b = () => a)` as `f(...$args) { let [a, b = () => a] = $args; }`, so that closures in parameters are like any
 * others. A function's `length` is kept beside the node.
 */
export function hoistParameters(root: t.Function, symbols: Symbols): void {
  walk(root, (node) => {
    if (t.isFunction(node) && needsHoisting(node)) hoist(node, symbols.args);
  });
}

/** Whether there is code in parameters that is a closure. */
export const needsHoisting = (node: t.Function): boolean => node.params.some(holdsFunction);

function hoist(node: t.Function, args: string): void {
  const length = node.params.findIndex((part) => t.isAssignmentPattern(part) || t.isRestElement(part));
  node.extra = { ...node.extra, length: length < 0 ? node.params.length : length };
  const isSetter = t.isMethod(node) && node.kind === "set";
  const pattern = t.arrayPattern(node.params as t.PatternLike[]);
  const names = new Set(node.params.flatMap(boundIdentifiers).map(({ name }) => name));
  const body = t.isBlockStatement(node.body)
    ? node.body
    : t.blockStatement([at(t.returnStatement(node.body), node.body)]);
  const given = isSetter ? t.arrayExpression([id(args)]) : id(args);
  const mentioned = new Set<string>();
  walk(pattern, (part) => void (t.isIdentifier(part) && mentioned.add(part.name)));
  separateVariables(body, names, mentioned);
  const declared = t.variableDeclaration("let", [t.variableDeclarator(pattern as t.ArrayPattern, given)]);
  body.body.unshift(declared, ...(node.generator ? [startOfBody(node)] : []));
  node.body = body;
  node.params = [isSetter ? id(args) : t.restElement(id(args))];
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
