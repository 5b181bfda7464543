import * as t from "@babel/types";
import { closureBetween, type FunctionInfo, type Scope } from "../analyse/bindings.js";
import { at, call, id, member, text, undefinedValue } from "../ast/build.js";
import { convertStatements, openScope } from "./convert-block.js";
import { convertParameter } from "./convert-pattern.js";
import { convertExpression, type Conversion } from "./conversion.js";

/** `$perdure.fn("id", this, $scope_a)` in a closure's place; its code is registered at the end of the file. */
export function convertClosure(node: t.Function, conversion: Conversion): t.CallExpression {
  const { analysis, bindings, runtime, storages } = conversion;
  const info = bindings.functions.get(node)!;
  const { id: closureId, hash, name } = analysis.closures.get(node)!;
  const scopes = capturedScopes(info, conversion).map((scope) => storages.scopeVariable(scope)!);
  convertBody(node, info, conversion);
  conversion.closures.push({ id: closureId, hash, name, scopes, node });
  const self = info.usesThis && t.isArrowFunctionExpression(node) ? t.thisExpression() : undefinedValue();
  const args = scopes.length || t.isThisExpression(self) ? [self, ...scopes.map(id)] : [];
  return at(call(member(id(runtime), "fn"), text(closureId), ...args), node);
}

/** The scope objects of the functions around a closure that it reaches, outermost first. */
function capturedScopes(closure: FunctionInfo, { bindings, storages }: Conversion): Scope[] {
  const captured = new Set<Scope>();
  for (const { binding, fn } of bindings.references.values()) {
    if (!binding || storages.of(binding).kind !== "scope") continue;
    const inside = fn === closure || closureBetween(closure, fn)?.parent === closure;
    if (inside && reaches(binding.scope.fn, closure)) captured.add(binding.scope);
  }
  return [...bindings.scopes.values()].filter((scope) => captured.has(scope));
}

/** Whether `inner` stands somewhere inside `outer`. */
function reaches(outer: FunctionInfo, inner: FunctionInfo): boolean {
  for (let at: FunctionInfo | null = inner.parent; at; at = at.parent) if (at === outer) return true;
  return false;
}

/** The closure's own code: what closures inside it capture moves into scope objects too. */
function convertBody(node: t.Function, info: FunctionInfo, conversion: Conversion): void {
  const { bindings } = conversion;
  for (const parameter of node.params) convertParameter(parameter, conversion);
  if (info.native) {
    const body = conversion.convert(node.body);
    node.body = body as typeof node.body;
    return;
  }
  const self = t.isFunctionExpression(node) && node.id ? bindings.scopes.get(node.id) : undefined;
  const entry = [
    ...(self ? openScope(self, conversion) : []),
    ...openScope(bindings.scopes.get(node)!, conversion),
  ];
  if (t.isBlockStatement(node.body)) {
    const body = convertStatements(node.body.body, bindings.scopes.get(node.body), conversion);
    node.body.body = [...entry, ...body];
  } else if (entry.length) {
    const value = convertExpression(node.body, conversion);
    node.body = t.blockStatement([...entry, at(t.returnStatement(value), value)]);
  } else node.body = convertExpression(node.body, conversion);
}
