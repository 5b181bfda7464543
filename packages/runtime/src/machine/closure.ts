import { CLOSURE, type ClosureCode, type ClosureRecord, type Scope } from "./abi.js";
import { addVersion, registry } from "./registry.js";

/** Registers the code of a closure. Compiled modules call it once for each closure, at their end. */
export function closure(code: ClosureCode): void {
  addVersion(registry.closures, code);
}

/** Makes a closure that a snapshot can store: its code's id, its `this` and the scopes that it shares. */
export function fn(id: string, self: unknown, ...scopes: Scope[]): (...args: never[]) => unknown {
  const versions = registry.closures.get(id);
  const code = versions && [...versions.values()].at(-1);
  if (!code) throw new ReferenceError(`The closure ${id} is used before its module has been evaluated.`);
  return instantiate(code, { self, scopes });
}

/** One instance of a closure's code over its scopes. */
export function instantiate(
  code: ClosureCode,
  { self, scopes }: Pick<ClosureRecord, "self" | "scopes">,
): (...args: never[]) => unknown {
  const instance = code.make.apply(self, [...scopes]);
  const record: ClosureRecord = { id: code.id, hash: code.hash, self, scopes };
  Object.defineProperty(instance, CLOSURE, { value: record });
  return instance;
}

/** The record of a closure that compiled code made, else undefined. */
export const closureRecord = (value: object): ClosureRecord | undefined =>
  (value as { readonly [CLOSURE]?: ClosureRecord })[CLOSURE];
