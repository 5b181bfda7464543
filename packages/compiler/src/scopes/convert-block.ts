import * as t from "@babel/types";
import { isMachine, type Binding, type Scope } from "../analyse/bindings.js";
import { assign, at, declared, id, objectOf, property, statement, undefinedValue } from "../ast/build.js";
import { boundArguments } from "./bound-arguments.js";
import { accessOf, place } from "./access.js";
import { convertClosure } from "./convert-closure.js";
import type { Conversion } from "./conversion.js";

/** The statements of a block: its scope object, its functions (hoisted), then the rest. */
export function convertStatements(
  statements: readonly t.Statement[],
  scope: Scope | undefined,
  conversion: Conversion,
): t.Statement[] {
  const converted = scope ? openScope(scope, conversion) : [];
  const hoisted = hoistFunctions(statements, conversion);
  converted.push(...hoisted);
  for (const node of statements) {
    if (hoisted.length > 0 && isHoisted(node, conversion)) continue;
    const result = conversion.convert(node) as t.Statement | t.Statement[];
    if (Array.isArray(result)) converted.push(...result);
    else converted.push(result);
  }
  return converted;
}

/** `const $scope_total = {};` where a closure captures variables of the scope. What has a value at entry is in it. */
export function openScope(
  scope: Scope,
  conversion: Conversion,
  kind: "const" | "let" = "const",
): t.Statement[] {
  const name = conversion.storages.scopeVariable(scope);
  if (name === undefined) return [];
  const value = initialScope(scope, conversion, 0);
  return [declared(kind, id(name), value)];
}

/**
 * A scope object at entry: parameters and `var`s are there, what is looked for in its dead zone is absent. `captured` is how many
 * scopes a machine's `bind` takes before the arguments.
 */
export function initialScope(scope: Scope, conversion: Conversion, captured: number): t.ObjectExpression {
  const entries: t.ObjectProperty[] = [];
  for (const binding of scope.bindings.values()) {
    const storage = conversion.storages.of(binding);
    if (storage.kind !== "scope") continue;
    const value = entryValue(binding, captured, conversion);
    if (value) entries.push(property(storage.name, value));
  }
  return objectOf(entries);
}

function entryValue(binding: Binding, captured: number, conversion: Conversion): t.Expression | null {
  const { kind, name, scope, references } = binding;
  const { runtime } = conversion;
  switch (kind) {
    case "let":
    case "const":
      // The engine is slow with a property that begins as a small number and is written in a loop.
      return references.every((use) => accessOf(use, conversion) === "plain") ? undefinedValue() : null;
    case "param":
    case "self":
      return id(name);
    case "var":
      return undefinedValue();
    case "arguments":
      return boundArguments(captured, runtime);
    case "new.target":
      return isMachine(scope.fn) ? undefinedValue() : t.metaProperty(id("new"), id("target"));
    default:
      return null;
  }
}

function functionOf(node: t.Statement): t.FunctionDeclaration | null {
  if (t.isLabeledStatement(node)) return functionOf(node.body);
  return t.isFunctionDeclaration(node) ? node : null;
}

function isHoisted(node: t.Statement, { bindings }: Conversion): boolean {
  const declaration = functionOf(node);
  return !!declaration && bindings.functions.get(declaration)?.parent?.native === false;
}

function hoistFunctions(statements: readonly t.Statement[], conversion: Conversion): t.Statement[] {
  // Of several functions of one name the last one counts.
  const last = new Map<Binding, t.FunctionDeclaration>();
  for (const node of statements) {
    if (!isHoisted(node, conversion)) continue;
    const declaration = functionOf(node)!;
    last.set(conversion.bindings.declared.get(declaration.id!)!, declaration);
  }
  return [...last].flatMap(([binding, declaration]): t.Statement[] => {
    const target = place(binding, conversion);
    const value = convertClosure(declaration, conversion);
    if (t.isIdentifier(target) && binding.kind === "function") {
      return [at(declared("let", target, value), declaration.id)];
    }
    return [at(statement(assign(target, value)), declaration.id)];
  });
}
