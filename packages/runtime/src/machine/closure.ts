import { CLOSURE, type ClosureCode, type ClosureRecord, type Scope } from "./abi.js";
import { addMachine } from "./compiled.js";
import { functionObject } from "./function-object.js";
import { addMembers } from "./members.js";
import { addVersion, registry } from "./registry.js";

type Closure = (...args: never[]) => unknown;

/** Registers the code of a closure. Compiled modules call it once for each closure, at their end. */
export function closure(code: ClosureCode): void {
  if (code.machine) addMachine(code.machine);
  addVersion(registry.closures, code);
}

/** Makes a closure that a snapshot can store: its code's id, its `this` and the scopes that it shares. */
export function fn(id: string, self: unknown, ...scopes: Scope[]): Closure {
  return instantiate(newestCode(id), { self, scopes });
}

/** The same for a closure that needs values when it is made: a class's base and computed keys. */
export function fnGiven(
  id: string,
  self: unknown,
  scopes: readonly Scope[],
  given: readonly unknown[],
): Closure {
  return instantiate(newestCode(id), { self, scopes, given });
}

function newestCode(id: string): ClosureCode {
  const versions = registry.closures.get(id);
  const code = versions && [...versions.values()].at(-1);
  if (!code) throw new ReferenceError(`The closure ${id} is used before its module has been evaluated.`);
  return code;
}

/** One instance of a closure's code over its scopes. */
export function instantiate(
  code: ClosureCode,
  { self, scopes, given }: Pick<ClosureRecord, "self" | "scopes" | "given">,
): Closure {
  const record: ClosureRecord = {
    id: code.id,
    hash: code.hash,
    self,
    scopes,
    ...(given && { given }),
    ...(code.form === "arrow" && { arrow: true }),
  };
  const instance = code.machine
    ? functionObject(code.machine, code.length ?? 0, record)
    : code.make!.apply(self, [...scopes, ...(given ?? [])] as never[]);
  Object.defineProperty(instance, CLOSURE, { value: record });
  addMembers(instance);
  return instance;
}

/** The record of a closure that compiled code made, else undefined. */
export const closureRecord = (value: object): ClosureRecord | undefined =>
  (value as { readonly [CLOSURE]?: ClosureRecord })[CLOSURE];
