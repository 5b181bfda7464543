import * as t from "@babel/types";
import { isMachine, type Binding } from "../analyse/bindings.js";
import { boundIdentifiers } from "../ast/terms.js";
import {
  assign,
  at,
  declarator as declaratorOf,
  id,
  statement,
  undefinedValue,
  variables,
} from "../ast/build.js";
import { declaring } from "../ast/declaring.js";
import { place } from "./access.js";
import { convertExpression, type Conversion } from "./conversion.js";
import { convertTarget } from "./convert-pattern.js";

/** `let`, `const` and `var` as statements: what a closure captures is assigned to its scope object. */
export function convertDeclaration(node: t.VariableDeclaration, conversion: Conversion): t.Statement[] {
  const [only] = node.declarations;
  return node.declarations.length === 1
    ? convertDeclarator(node, only!, conversion)
    : node.declarations.flatMap((declarator) => convertDeclarator(node, declarator, conversion));
}

function convertDeclarator(
  node: t.VariableDeclaration,
  declarator: t.VariableDeclarator,
  conversion: Conversion,
): t.Statement[] {
  const init = declarator.init ? convertExpression(declarator.init, conversion) : null;
  const bindings = bindingsOf(declarator.id, conversion);
  const names = [...new Set(bindings)].filter((binding) => storageKind(binding, conversion) !== "scope");
  if (names.length === bindings.length && !isMachineVar(node, bindings)) {
    declarator.id = convertTarget(declarator.id, conversion) as typeof declarator.id;
    declarator.init = init;
    return [at(variables(node.kind, [declarator]), declarator)];
  }
  const pattern = convertTarget(declarator.id, conversion) as t.LVal;
  // `var e` inside `catch (e)` assigns the captured parameter, and still declares the variable outside.
  const hidden = node.kind === "var" ? bindings.filter(({ kind }) => kind === "catch") : [];
  const declaration = undeclared(node, names, hidden, conversion);
  if (!init && node.kind === "var") return declaration;
  const value = at(declaring(assign(pattern, init ?? undefinedValue())), declarator);
  return [...declaration, at(statement(value), declarator)];
}

/** Names beside captured ones in a pattern still need their declaration; a machine's `var`s have it already. */
function undeclared(
  node: t.VariableDeclaration,
  names: readonly Binding[],
  hidden: readonly Binding[],
  conversion: Conversion,
): t.Statement[] {
  const identifiers = names.map((binding) => place(binding, conversion) as t.Identifier);
  identifiers.push(...hidden.filter((binding) => !names.includes(binding)).map(({ name }) => id(name)));
  if (identifiers.length === 0 || isMachineVar(node, [...names, ...hidden])) return [];
  const kind = node.kind === "var" ? "var" : "let";
  return [
    variables(
      kind,
      identifiers.map((identifier) => declaratorOf(identifier)),
    ),
  ];
}

/** Variables that a `var` of a machine declares live for the whole machine. */
export function isMachineVar(node: t.VariableDeclaration, bindings: readonly Binding[]): boolean {
  return node.kind === "var" && bindings.every((binding) => isMachine(binding.scope.fn));
}

export const bindingsOf = (pattern: t.Node, { bindings }: Conversion): Binding[] =>
  boundIdentifiers(pattern).flatMap((identifier) => bindings.declared.get(identifier) ?? []);

export const storageKind = (binding: Binding, { storages }: Conversion): string => storages.of(binding).kind;

export const capturesAny = (pattern: t.Node, conversion: Conversion): boolean =>
  bindingsOf(pattern, conversion).some((binding) => storageKind(binding, conversion) === "scope");

/** A `var` in a loop's head, as the assignments that it makes; null where it makes none. */
export function declarationAsExpression(
  node: t.VariableDeclaration,
  conversion: Conversion,
): t.Expression | null {
  const assignments = node.declarations.flatMap((declarator) => {
    if (!declarator.init) return [];
    const init = convertExpression(declarator.init, conversion);
    return [at(assign(convertTarget(declarator.id, conversion) as t.LVal, init), declarator)];
  });
  if (assignments.length === 0) return null;
  return assignments.length === 1 ? assignments[0]! : t.sequenceExpression(assignments);
}
