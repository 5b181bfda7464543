import * as t from "@babel/types";
import { boundIdentifiers, isSimpleStatement } from "../ast/terms.js";
import { childrenOf, walk } from "../ast/walk.js";
import { bind, type Binding, type BindingKind, type Scope } from "./bindings.js";

type Declared = Map<t.Node, Binding>;

/** Declares one name. A second declaration (`var` twice, a function over a parameter) is the same variable. */
export function declareName(
  scope: Scope,
  identifier: t.Identifier,
  kind: BindingKind,
  declaration: t.Node,
  declared: Declared,
  initialisedAt = 0,
  initialiser: t.Node | null = null,
): void {
  const { name } = identifier;
  const known = scope.bindings.get(name);
  const binding = known ?? { name, kind, scope, declaration, initialisedAt, initialiser, references: [] };
  if (!known) bind(binding);
  declared.set(identifier, binding);
}

/** Parameters, and the `var`s and functions of the body that are scoped to the function. */
export function declareFunction(scope: Scope, node: t.Function, declared: Declared): void {
  for (const parameter of node.params) {
    for (const id of boundIdentifiers(parameter)) declareName(scope, id, "param", node, declared);
  }
  declareVars(scope, [node.body], declared);
}

/** The `var`s anywhere in a function's code. */
export function declareVars(scope: Scope, code: readonly t.Node[], declared: Declared): void {
  const enter = (child: t.Node): boolean => {
    if (t.isFunction(child) || t.isClass(child)) return false;
    if (child.type === "VariableDeclaration" && child.kind === "var") {
      for (const { id } of child.declarations) {
        for (const name of boundIdentifiers(id)) declareName(scope, name, "var", child, declared);
      }
    }
    return !isSimpleStatement(child);
  };
  for (const part of code) walk(part, enter);
}

/** `let`, `const`, classes and functions directly in a list of statements. */
export function declareBlock(scope: Scope, statements: readonly t.Node[], declared: Declared): void {
  for (const statement of statements) {
    const inner = t.isLabeledStatement(statement) ? statement.body : statement;
    if (t.isFunctionDeclaration(inner) && inner.id) {
      const parameter =
        scope.parent?.owner === scope.fn.node ? scope.parent.bindings.get(inner.id.name) : undefined;
      if (parameter) declared.set(inner.id, parameter);
      else declareName(scope, inner.id, "function", inner, declared);
    } else if (t.isClassDeclaration(inner) && inner.id) {
      declareName(scope, inner.id, "class", inner, declared, inner.end!);
    } else if (t.isVariableDeclaration(inner)) declareLexical(scope, inner, null, declared);
  }
}

/** What `catch` binds: a single name has its value at entry, those of a pattern get theirs one after the other. */
export function declareCaught(scope: Scope, node: t.CatchClause, param: t.Node, declared: Declared): void {
  for (const id of boundIdentifiers(param)) {
    const initialisedAt = t.isIdentifier(param) ? 0 : endOfTarget(param, id);
    declareName(scope, id, "catch", node, declared, initialisedAt);
  }
}

/** The variables of a loop's head. `right` is what `for...of` and `for...in` evaluate before them. */
export function declareHead(scope: Scope, head: t.Node, right: t.Node | null, declared: Declared): void {
  if (t.isVariableDeclaration(head)) declareLexical(scope, head, right, declared);
}

function declareLexical(
  scope: Scope,
  node: t.VariableDeclaration,
  right: t.Node | null,
  declared: Declared,
): void {
  if (node.kind === "var") return;
  const kind = node.kind === "let" ? "let" : "const";
  for (const declarator of node.declarations) {
    const simple = t.isIdentifier(declarator.id);
    for (const id of boundIdentifiers(declarator.id)) {
      const end = simple ? declarator.end! : endOfTarget(declarator.id, id);
      declareName(scope, id, kind, declarator, declared, end, right ?? declarator.init ?? null);
    }
  }
}

/** Where a name in a pattern has its value: after its own default. */
function endOfTarget(pattern: t.Node, id: t.Identifier): number {
  if (t.isAssignmentPattern(pattern) && pattern.left === id) return pattern.end!;
  if (pattern === id) return id.end!;
  const part = childrenOf(pattern).find((child) => child.start! <= id.start! && child.end! >= id.end!);
  return part ? endOfTarget(part, id) : id.end!;
}
