import * as t from "@babel/types";
import {
  closureBetween,
  isBeforeInitialised,
  type Binding,
  type FunctionInfo,
  type Reference,
} from "../analyse/bindings.js";
import { at, call, id, member, text } from "../ast/build.js";
import { boundArguments } from "./bound-arguments.js";
import type { Conversion } from "./conversion.js";

/** How an access to a variable must be written. */
export type Access = "plain" | "uninitialised" | "checked";

/** Whether an access surely, perhaps or never comes before the variable is initialised. */
export function accessOf(use: Reference, conversion: Conversion): Access {
  const binding = use.binding!;
  if (isInParameters(use)) return "plain";
  // Its base and its keys are evaluated before a class is there.
  const isOwnClass = binding.kind === "class" && t.isClass(binding.scope.owner);
  if (isOwnClass && !closureBetween(binding.scope.fn, use.fn)) return "uninitialised";
  const storage = conversion.storages.of(binding);
  // A renamed variable would show its new name in the language's own message.
  if (storage.kind === "native" && (storage.name === binding.name || binding.scope.fn.native)) return "plain";
  const closure = closureBetween(binding.scope.fn, use.fn);
  if (!closure) {
    if (isBeforeInitialised(binding, use.position)) return "uninitialised";
    return storage.kind === "scope" && storage.checked ? "checked" : "plain";
  }
  if (storage.kind === "scope" && storage.checked) return "checked";
  return mayRunEarly(closure, binding, conversion, new Set()) ? "checked" : "plain";
}

/** Whether a closure may run before a variable of the function around it is initialised. */
function mayRunEarly(
  closure: FunctionInfo,
  binding: Binding,
  conversion: Conversion,
  seen: Set<FunctionInfo>,
): boolean {
  const { initialisedAt, initialiser } = binding;
  if (initialisedAt === 0 && !initialiser) return false;
  if (closure.node === initialiser) return false;
  if (!t.isFunctionDeclaration(closure.node)) return isBeforeInitialised(binding, closure.node.start!);
  if (seen.has(closure)) return false;
  seen.add(closure);
  const own = conversion.bindings.declared.get(closure.node.id!);
  return (own?.references ?? []).some((use) => {
    const around = closureBetween(binding.scope.fn, use.fn);
    if (around === closure) return false;
    if (!around) return isBeforeInitialised(binding, use.position);
    return mayRunEarly(around, binding, conversion, seen);
  });
}

/** `$scope_total` */
export const scopeObject = (binding: Binding, { storages }: Conversion): t.Identifier =>
  id(storages.scopeVariable(binding.scope)!);

/** Whether a use in a function's parameters means one of them, or the function itself: scope objects are made later. */
export function isInParameters({ binding, fn, position }: Reference): boolean {
  if (!binding || binding.scope.fn !== fn || !("params" in fn.node)) return false;
  return fn.node.params.some((parameter) => position >= parameter.start! && position < parameter.end!);
}

/** The variable without any check, where it is used. */
export function placeOf(use: Reference, conversion: Conversion): t.Identifier | t.MemberExpression {
  return isInParameters(use) ? id(use.name) : place(use.binding!, conversion);
}

/** The variable without any check, as its own declaration initialises it. */
export function place(binding: Binding, conversion: Conversion): t.Identifier | t.MemberExpression {
  const storage = conversion.storages.of(binding);
  return storage.kind === "scope" ? member(scopeObject(binding, conversion), storage.name) : id(storage.name);
}

const scopeKey = (binding: Binding, { storages }: Conversion): t.StringLiteral =>
  text(storages.of(binding).name);

export const uninitialised = (name: string, { runtime }: Conversion): t.CallExpression =>
  call(member(id(runtime), "uninitialised"), text(name));

export const checkedRead = (binding: Binding, conversion: Conversion): t.CallExpression =>
  call(
    member(id(conversion.runtime), "read"),
    scopeObject(binding, conversion),
    scopeKey(binding, conversion),
  );

export const checkedWrite = (
  binding: Binding,
  value: t.Expression,
  conversion: Conversion,
): t.CallExpression =>
  call(
    member(id(conversion.runtime), "write"),
    scopeObject(binding, conversion),
    scopeKey(binding, conversion),
    value,
  );

export const constant = (value: t.Expression, { runtime }: Conversion): t.CallExpression =>
  call(member(id(runtime), "constant"), value);

/** Assigning a constant fails, in its dead zone already for that. The new value is evaluated before. */
export function assignedConstant(use: Reference, value: t.Expression, conversion: Conversion): t.Expression {
  if (accessOf(use, conversion) !== "checked") return constant(value, conversion);
  return t.sequenceExpression([value, constant(checkedRead(use.binding!, conversion), conversion)]);
}

/** What reads a variable. */
export function read(use: Reference, conversion: Conversion): t.Expression {
  const binding = use.binding!;
  const access = accessOf(use, conversion);
  if (binding.kind === "arguments" && isInParameters(use)) {
    return at(boundArguments(conversion.captured.get(use.fn) ?? 0, conversion.runtime), use.identifier);
  }
  if (access === "uninitialised") return at(uninitialised(binding.name, conversion), use.identifier);
  if (access === "checked") return at(checkedRead(binding, conversion), use.identifier);
  return at(placeOf(use, conversion), use.identifier);
}
