import type { Machine } from "../machine/abi.js";
import { machineOf } from "../machine/compiled.js";
import { announce, registry } from "../machine/registry.js";
import { RestoreError } from "../execution/restore-execution.js";
import { PerdureError } from "../errors/perdure-error.js";
import { codeMissing, nameMismatch, notCompiled } from "../generated/messages.js";

/** What a durable function was made of. */
export interface DurableDefinition {
  readonly id: string;
  readonly name: string;
  readonly machine: Machine;
}

/** How tools get from a durable function to its definition, and to the function that was passed in. */
export const DEFINITION = Symbol.for("perdure.definition");
export interface Defined {
  readonly [DEFINITION]: { readonly name: string; readonly body: (...args: never) => Promise<unknown> };
}

/** Registers a compiled durable function under its id. An uncompiled one is refused when it is started. */
export function define(name: string | undefined, body: (...args: never) => Promise<unknown>): void {
  const machine = machineOf(body);
  if (!machine) return;
  if (name !== undefined && !machine.id.endsWith(`#${name}`)) {
    throw new PerdureError(nameMismatch({ name, id: machine.id }));
  }
  const definition: DurableDefinition = { id: machine.id, name: name ?? machine.name, machine };
  registry.functions.set(definition.id, definition);
  announce();
}

/** The definition behind a durable function. Throws where it has not been compiled. */
export function definitionOf(durableFunction: Defined): DurableDefinition {
  const { name, body } = durableFunction[DEFINITION];
  const machine = machineOf(body);
  if (!machine) throw new PerdureError(notCompiled({ name }));
  return durableDefinition(machine.id);
}

export function durableDefinition(id: string): DurableDefinition {
  const definition = registry.functions.get(id) as DurableDefinition | undefined;
  if (!definition) throw new RestoreError("needs_code", codeMissing({ id: "?", machine: id }));
  return definition;
}

/** The ids that an engine in this process can claim. */
export const definedIds = (): readonly string[] => [...registry.functions.keys()];
