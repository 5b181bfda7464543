import * as t from "@babel/types";
import {
  isMachine,
  type Binding,
  type Bindings,
  type FunctionInfo,
  type Reference,
  type Scope,
} from "../analyse/bindings.js";
import { copiedVariables } from "./copied.js";
import type { Names } from "./names.js";
import { readReached } from "./reached.js";

/** Where a variable lives in the rewritten code. */
export type Storage =
  /** Declared where it was: inside a statement that never suspends, or inside a closure. */
  | { readonly kind: "native"; readonly name: string }
  /** A variable of the machine, whose name is unique in it. */
  | { readonly kind: "local"; readonly name: string }
  /** A property of a scope object; `checked` where every access may come before the declaration. */
  | { readonly kind: "scope"; readonly name: string; readonly checked: boolean };

/** Where the variables of one durable function live. */
export interface Storages {
  of(binding: Binding): Storage;
  /** The variable that holds a scope's captured variables, undefined where it has none. */
  scopeVariable(scope: Scope): string | undefined;
  /** The scope objects around some functions that they, or functions inside them, reach, outermost first. */
  reachedFrom(functions: ReadonlySet<FunctionInfo>): Scope[];
  /** Variables around a closure whose values it takes when it is made, by the names that they have in the code. */
  copiedInto(closure: FunctionInfo): string[];
}

export function decideStorages(bindings: Bindings, suspending: ReadonlySet<t.Node>, names: Names): Storages {
  const storages = new Map<Binding, Storage>();
  const variables = new Map<Scope, string>();
  const lowered = loweredScopes(bindings, suspending);
  const copied = copiedVariables(bindings);
  const all: Binding[] = [];
  for (const scope of bindings.scopes.values()) all.push(...scope.bindings.values());
  // In the objects that hold variables `__proto__` would be the prototype; the others are no names.
  const outside = new Set(["__proto__", "arguments", "new.target", "undefined"]);
  for (const { name, binding } of bindings.references.values()) if (!binding) outside.add(name);
  const usedByMachine = new Map<FunctionInfo, Set<string>>();
  const usedIn = (fn: FunctionInfo): Set<string> => {
    const used = usedByMachine.get(fn) ?? new Set(outside);
    usedByMachine.set(fn, used);
    return used;
  };

  for (const binding of all) {
    const { name, scope } = binding;
    const checked = lowered.has(scope) && crossesCases(binding);
    const isOwnName = binding.kind === "self" && scope.fn !== bindings.root && isMachine(scope.fn);
    const isUsed = binding.references.length > 0;
    const isOfClass = binding.kind === "private" || binding.kind === "super";
    if (
      !scope.fn.native &&
      !copied.has(binding) &&
      ((isOwnName && isUsed) ||
        isOfClass ||
        checked ||
        binding.references.some((use) => isCapture(use, binding)))
    ) {
      const property = name === "__proto__" ? names.fresh(`${name}$2`, "$") : name;
      storages.set(binding, { kind: "scope", name: property, checked });
    } else if (lowered.has(scope)) {
      const used = usedIn(scope.fn);
      const unique = used.has(name) ? names.fresh(nameFor(binding), "$") : name;
      used.add(unique);
      storages.set(binding, { kind: "local", name: unique });
    }
  }
  for (const binding of all) {
    if (storages.has(binding)) continue;
    const { name, scope } = binding;
    const clashes = isMachine(scope.fn) && binding.kind !== "self" && usedIn(scope.fn).has(name);
    storages.set(binding, { kind: "native", name: clashes ? names.fresh(nameFor(binding), "$") : name });
  }
  for (const scope of bindings.scopes.values()) {
    if (scope.bindings.size === 0) continue;
    const captured = [...scope.bindings.values()].filter(
      (binding) => storages.get(binding)!.kind === "scope",
    );
    if (captured.length === 0) continue;
    variables.set(scope, names.fresh(`$scope_${hintFor(scope, captured)}`));
  }
  const isInScopeObject = (binding: Binding): boolean => storages.get(binding)!.kind === "scope";
  const reached = readReached(bindings, (binding) => isInScopeObject(binding) || copied.has(binding));
  return {
    of: (binding) => storages.get(binding)!,
    scopeVariable: (scope) => variables.get(scope),
    reachedFrom: (functions) => [
      ...new Set(
        reached(functions)
          .filter(isInScopeObject)
          .map(({ scope }) => scope),
      ),
    ],
    copiedInto: (closure) =>
      reached(new Set([closure])).flatMap((binding) =>
        copied.has(binding) ? storages.get(binding)!.name : [],
      ),
  };
}

function hintFor({ owner }: Scope, captured: readonly Binding[]): string {
  if (t.isClass(owner)) return owner.id?.name ?? "class";
  if (t.isObjectExpression(owner)) return "object";
  const names = captured.map(({ name }) => name.replace(".", "_"));
  return names.join("_").slice(0, 40);
}

const nameFor = ({ name, kind }: Binding): string => (kind === "arguments" ? "$arguments" : `${name}$2`);

const isCapture = (use: Reference, binding: Binding): boolean => use.fn !== binding.scope.fn;

/** The scopes of machines whose code is cut at suspensions. */
function loweredScopes(bindings: Bindings, suspending: ReadonlySet<t.Node>): Set<Scope> {
  const catches = new Set<t.Node>();
  for (const node of suspending) if (t.isTryStatement(node) && node.handler) catches.add(node.handler);
  const lowered = new Set<Scope>();
  for (const scope of bindings.scopes.values()) {
    const { owner, fn } = scope;
    if (!isMachine(fn)) continue;
    const whole = owner === fn.node || owner === (fn.node as t.Function).body;
    const cut = suspending.has(owner) && !t.isClass(owner);
    if (whole || cut || catches.has(owner)) lowered.add(scope);
  }
  return lowered;
}

/** A variable of a `switch` that is used in another case than its own: that case may run without its declaration. */
function crossesCases({ scope, declaration, kind, references }: Binding): boolean {
  if (!t.isSwitchStatement(scope.owner) || kind === "function") return false;
  const own = scope.owner.cases.find(
    (part) => part.start! <= declaration.start! && part.end! >= declaration.end!,
  );
  return references.some(({ position }) => !own || position < own.start! || position >= own.end!);
}
