import * as t from "@babel/types";
import type { FunctionInfo, Scope } from "../analyse/bindings.js";
import { assign, at, call, id, member, statement, text, undefinedValue } from "../ast/build.js";
import { scopesReachedFrom } from "./convert-closure.js";
import { ClassMembers } from "./convert-class-members.js";
import { convertExpression, declareTemp, type Conversion } from "./conversion.js";
import { place } from "./access.js";

/**
 * A class as an expression: its code becomes that of a closure, its base and computed keys are evaluated where it
 * stands, its static fields and blocks run once after it has been made.
 */
export function convertClass(node: t.Class, conversion: Conversion): t.Expression {
  const { analysis, bindings, names, runtime, storages } = conversion;
  const scope = bindings.scopes.get(node)!;
  const variable = storages.scopeVariable(scope);
  const scopes = reachedScopes(node, scope, conversion).map((reached) => storages.scopeVariable(reached)!);
  const given: string[] = [];
  const values: t.Expression[] = [];
  const give = (hint: string, value: t.Expression): t.Identifier => {
    const name = names.fresh(hint);
    given.push(name);
    values.push(value);
    return id(name);
  };
  if (node.superClass) node.superClass = give("$extends", convertExpression(node.superClass, conversion));
  const identity = analysis.closures.get(node)!;
  const members = new ClassMembers(scope, identity.name, give, conversion);
  const turn = node.body.body.some((part) => analysis.guarded.has(part)) ? conversion.turn : undefined;
  node.body.body = members.convert(node.body.body);

  const { methods, hasStatics } = members;
  conversion.closures.push({
    ...identity,
    scopes,
    copies: 0,
    node,
    turn,
    machine: null,
    given,
    methods,
    hasStatics,
  });
  const runtimeCall = (name: string, ...args: t.Expression[]): t.CallExpression =>
    call(member(id(runtime), name), ...args);
  const list = (items: t.Expression[]): t.ArrayExpression => t.arrayExpression(items);
  const made = at(
    given.length
      ? runtimeCall("fnGiven", text(identity.id), undefinedValue(), list(scopes.map(id)), list(values))
      : runtimeCall("fn", text(identity.id), undefinedValue(), ...scopes.map(id)),
    node,
  );
  if (variable === undefined) return hasStatics ? runtimeCall("initialise", made) : made;
  declareTemp(scope.fn, variable, conversion);
  const own = ownPlaces(scope, conversion);
  const stored = own.reduceRight<t.Expression>((value, target) => at(assign(target, value), node), made);
  return t.sequenceExpression([
    assign(variable, t.objectExpression([])),
    ...members.privateNames,
    hasStatics ? runtimeCall("initialise", stored) : stored,
  ]);
}

/** Where the class itself is kept for its members: under its own name, and for `super`. */
function ownPlaces(scope: Scope, conversion: Conversion): t.MemberExpression[] {
  const kept = [...scope.bindings.values()].filter(
    (binding) => binding.kind !== "private" && conversion.storages.of(binding).kind === "scope",
  );
  return kept.map((binding) => place(binding, conversion) as t.MemberExpression);
}

function reachedScopes(node: t.Class, own: Scope, conversion: Conversion): Scope[] {
  const functions = new Set<FunctionInfo>();
  for (const part of node.body.body) {
    const info = conversion.bindings.functions.get(part);
    if (info) functions.add(info);
  }
  const reached = scopesReachedFrom(functions, conversion);
  const hasPrivate = [...own.bindings.values()].some(({ kind }) => kind === "private");
  return hasPrivate && !reached.includes(own) ? [...reached, own] : reached;
}

/** `class A {}` as a statement. */
export function convertClassDeclaration(node: t.ClassDeclaration, conversion: Conversion): t.Statement {
  const binding = conversion.bindings.declared.get(node.id!)!;
  const target = place(binding, conversion);
  const value = convertClass(node, conversion);
  if (t.isMemberExpression(target)) return at(statement(assign(target, value)), node.id);
  return at(t.variableDeclaration("let", [t.variableDeclarator(target, value)]), node.id);
}
