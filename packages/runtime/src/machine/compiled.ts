import { ABI_VERSION, MACHINE, type CompiledFunction, type Machine } from "./abi.js";
import { PerdureError } from "../errors/perdure-error.js";
import { machineAbiMismatch, duplicateId } from "../generated/messages.js";
import { addVersion, registry } from "./registry.js";
import { start } from "./start.js";

/** A function expression's machine: returns the function that stands in its place. */
export function machine(definition: Machine): CompiledFunction {
  const wrapper = {
    [definition.name](this: unknown, ...args: unknown[]) {
      return start(definition, this, args);
    },
  }[definition.name]!;
  Object.defineProperty(wrapper, "length", { value: definition.bind.length, configurable: true });
  return attach(wrapper, definition);
}

/** A function declaration's machine: the declaration stays where it was, so that it is hoisted as before. */
export function attach(wrapper: (...args: never[]) => unknown, definition: Machine): CompiledFunction {
  if (definition.abi !== ABI_VERSION) {
    const found = String(definition.abi);
    throw new PerdureError(machineAbiMismatch({ id: definition.id, found, expected: String(ABI_VERSION) }));
  }
  for (const other of registry.machines.get(definition.id)?.values() ?? []) {
    if (other.file !== definition.file) {
      throw new PerdureError(duplicateId({ id: definition.id, first: other.file, second: definition.file }));
    }
  }
  addVersion(registry.machines, definition);
  return Object.assign(wrapper, { [MACHINE]: definition }) as unknown as CompiledFunction;
}

/** The machine behind a compiled function, else undefined. */
export const machineOf = (value: unknown): Machine | undefined =>
  typeof value === "function" ? (value as Partial<CompiledFunction>)[MACHINE] : undefined;
