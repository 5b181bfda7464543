import * as t from "@babel/types";
import type { Binding, Bindings, Reference, Scope } from "../analyse/bindings.js";
import { awaitFinder } from "../ast/contains-await.js";
import { walk } from "../ast/walk.js";
import type { Names } from "./names.js";

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
}

export function decideStorages(root: t.Function, bindings: Bindings, names: Names): Storages {
  const storages = new Map<Binding, Storage>();
  const variables = new Map<Scope, string>();
  const lowered = loweredScopes(root, bindings);
  const all = [...bindings.scopes.values()].flatMap((scope) => [...scope.bindings.values()]);
  const used = new Set(
    [...bindings.references.values()].filter((use) => !use.binding).map((use) => use.name),
  );
  // In the objects that hold variables it would be the prototype.
  used.add("__proto__");

  for (const binding of all) {
    const { name, scope } = binding;
    const checked = lowered.has(scope) && crossesCases(binding);
    if (!scope.fn.native && (checked || binding.references.some((use) => isCapture(use, binding)))) {
      const property = name === "__proto__" ? names.fresh(`${name}$2`, "$") : name;
      storages.set(binding, { kind: "scope", name: property, checked });
    } else if (lowered.has(scope)) {
      const unique = used.has(name) ? names.fresh(`${name}$2`, "$") : name;
      used.add(unique);
      storages.set(binding, { kind: "local", name: unique });
    }
  }
  for (const binding of all) {
    if (storages.has(binding)) continue;
    const { name, scope } = binding;
    const clashes = scope.fn === bindings.root && binding.kind !== "self" && used.has(name);
    storages.set(binding, { kind: "native", name: clashes ? names.fresh(`${name}$2`, "$") : name });
  }
  for (const scope of bindings.scopes.values()) {
    const captured = [...scope.bindings.values()].filter(
      (binding) => storages.get(binding)!.kind === "scope",
    );
    if (captured.length === 0) continue;
    const hint = captured.map(({ name }) => name).join("_");
    variables.set(scope, names.fresh(`$scope_${hint.slice(0, 40)}`));
  }
  return { of: (binding) => storages.get(binding)!, scopeVariable: (scope) => variables.get(scope) };
}

const isCapture = (use: Reference, binding: Binding): boolean => use.fn !== binding.scope.fn;

/** The scopes of the durable function itself whose code is cut at awaits. */
function loweredScopes(root: t.Function, bindings: Bindings): Set<Scope> {
  const awaits = awaitFinder();
  const catches = new Set<t.Node>();
  walk(root, (node) => {
    if (t.isTryStatement(node) && node.handler && awaits(node)) catches.add(node.handler);
  });
  const lowered = new Set<Scope>();
  for (const scope of bindings.scopes.values()) {
    const { owner } = scope;
    if (scope.fn !== bindings.root) continue;
    const whole = owner === root || owner === root.body;
    if (whole || (!t.isIdentifier(owner) && (awaits(owner) || catches.has(owner)))) lowered.add(scope);
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
