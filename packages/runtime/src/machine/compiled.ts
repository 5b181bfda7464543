import { closureRecord } from "./closure-record.js";
import { ABI_VERSION, MACHINE, type CompiledFunction, type Machine } from "./abi.js";
import { PerdureError } from "../errors/perdure-error.js";
import { machineAbiMismatch, duplicateId } from "../generated/messages.js";
import { dress, functionObject } from "./function-object.js";
import { addVersion, registry } from "./registry.js";

/** A function expression's machine: returns the function that stands in its place. */
export function machine(definition: Machine): CompiledFunction {
  const compiled = functionObject(definition, definition.bind.length, { scopes: [] });
  return register(compiled, definition);
}

/** A function declaration's machine: the declaration stays where it was, so that it is hoisted as before. */
export function attach(wrapper: (...args: never[]) => unknown, definition: Machine): CompiledFunction {
  return register(dress(wrapper, definition), definition);
}

function register(compiled: CompiledFunction, definition: Machine): CompiledFunction {
  addMachine(definition);
  definition.own = compiled;
  return compiled;
}

/** Makes a machine known by its id and hash. Throws where it was compiled for another ABI, or its id is taken. */
export function addMachine(definition: Machine): void {
  if (definition.abi !== ABI_VERSION) {
    const found = String(definition.abi);
    throw new PerdureError(machineAbiMismatch({ id: definition.id, found, expected: String(ABI_VERSION) }));
  }
  for (const other of registry.machines.get(definition.id)?.values() ?? []) {
    if (other.file !== definition.file) {
      throw new PerdureError(duplicateId({ id: definition.id, first: other.file, second: definition.file }));
    }
  }
  // Stack traces and debuggers show the author's name.
  const { bind, step, name } = definition;
  for (const part of [bind, step]) Object.defineProperty(part, "name", { value: name, configurable: true });
  addVersion(registry.machines, definition);
}

/** The function of a machine that has one only, else undefined. */
export const functionOf = (definition: Machine): CompiledFunction | undefined => definition.own;

/** The machine behind a compiled function, else undefined; also for what only copies or hides such a function. */
export function machineOf(value: unknown): Machine | undefined {
  if (typeof value !== "function") return undefined;
  const machine = (value as Partial<CompiledFunction>)[MACHINE];
  if (machine === undefined || machine.own === value) return machine;
  return closureRecord(value)?.id === machine.id ? machine : undefined;
}
