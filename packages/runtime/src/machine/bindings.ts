import type { Scope } from "./abi.js";

/** Reads a captured variable that may still be in its temporal dead zone, where it is absent from its scope. */
export function read(scope: Scope, name: string): unknown {
  return Object.hasOwn(scope, name) ? scope[name] : uninitialised(name);
}

/** Assigns a captured variable that may still be in its temporal dead zone. */
export function write(scope: Scope, name: string, value: unknown): unknown {
  return Object.hasOwn(scope, name) ? (scope[name] = value) : uninitialised(name);
}

/** What a read or write in the temporal dead zone does. */
export function uninitialised(name: string): never {
  throw new ReferenceError(`Cannot access '${name}' before initialization`);
}

/** What an assignment to a constant does, after its right-hand side has been evaluated. */
export function constant(_value?: unknown): never {
  throw new TypeError("Assignment to constant variable.");
}
