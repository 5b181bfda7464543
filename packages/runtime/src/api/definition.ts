import type { Machine } from "../machine/abi.js";
import { closureRecord, stampClosure } from "../machine/closure-record.js";
import { machineOf } from "../machine/compiled.js";
import { functionObject } from "../machine/function-object.js";
import { announce, registry } from "../machine/registry.js";
import { formerIds, type ObjectDefinition } from "../objects/object-definition.js";
import { functionPolicy, type FunctionDefaults, type FunctionPolicy } from "../options/function-options.js";
import type { TaskStep } from "../options/task-options.js";
import { OBJECT_MACHINE } from "../execution/object-machine.js";
import { RestoreError } from "../execution/restore-execution.js";
import { PerdureError } from "../errors/perdure-error.js";
import { DEFINITION } from "../machine/definition-key.js";
import { codeMissing, nameMismatch, notCompiled } from "../generated/messages.js";

/** What a durable function, or a class of durable objects, was made of. */
export interface DurableDefinition {
  readonly id: string;
  readonly name: string;
  readonly machine: Machine;
  /** A class of durable objects, whose machine is the runtime's own. */
  readonly object?: ObjectDefinition;
  /** With what an engine says for functions that do not say it themselves. */
  policy(defaults?: FunctionDefaults): FunctionPolicy;
  /** Of a task: the step that it is. */
  readonly task?: TaskStep;
}

/** A durable function, as tools see it. */
export interface Defined {
  readonly [DEFINITION]: {
    readonly name: string;
    readonly body: (...args: never) => Promise<unknown>;
    readonly policy: DurableDefinition["policy"];
    /** Of a task: its own function, and the step that it is. */
    readonly task?: { readonly body: (...inputs: never) => unknown; readonly step: TaskStep };
  };
}

/** Registers a compiled durable function under its id. An uncompiled one is refused when it is started. */
export function define(
  policy: DurableDefinition["policy"],
  body: (...args: never) => Promise<unknown>,
): void {
  const machine = machineOf(body);
  if (machine) defineMachine(policy, machine);
}

/** The same for a task: gives the function that its executions start with, undefined where it is not compiled. */
export function defineTask(
  body: (...inputs: never) => unknown,
  { policy, task }: Required<Pick<DurableDefinition, "policy" | "task">>,
): ((...args: never) => Promise<unknown>) | undefined {
  const record = closureRecord(body);
  const known = record && (registry.functions.get(record.id) as DurableDefinition | undefined);
  if (!known) return undefined;
  defineMachine(policy, known.machine, task);
  const start = functionObject(known.machine, 0, { scopes: record.scopes });
  stampClosure(start, record);
  return start as (...args: never) => Promise<unknown>;
}

function defineMachine(policy: DurableDefinition["policy"], machine: Machine, task?: TaskStep): void {
  const { name, formerly } = policy();
  if (name !== undefined && !machine.id.endsWith(`#${name}`)) {
    throw new PerdureError(nameMismatch({ name, id: machine.id }));
  }
  const shown = name ?? machine.name;
  const definition: DurableDefinition = {
    id: machine.id,
    name: shown,
    machine,
    policy,
    ...(task && { task }),
  };
  registry.functions.set(definition.id, definition);
  const home = machine.id.slice(0, machine.id.length - (name ?? "").length);
  for (const former of formerly) {
    const id = former.includes("#") ? former : home + former;
    registry.functions.set(id, definition);
    registry.machines.set(id, registry.machines.get(machine.id)!);
    if (task) registry.closures.set(id, registry.closures.get(machine.id)!);
  }
  announce();
}

/** The definition behind a durable function. Throws where it has not been compiled. */
export function definitionOf(durableFunction: Defined): DurableDefinition {
  const { name, body } = durableFunction[DEFINITION];
  const machine = machineOf(body);
  if (!machine) throw new PerdureError(notCompiled({ name }));
  return durableDefinition(machine.id);
}

/** `executionId`: who needs it, for the error. */
export function durableDefinition(id: string, executionId = "?"): DurableDefinition {
  const definition = registry.functions.get(id) as Registered | undefined;
  if (!definition) throw new RestoreError("needs_code", codeMissing({ id: executionId, machine: id }));
  const { policy } = definition;
  return policy ? { ...definition, policy } : { ...definition, policy: unconfigured(definition.name) };
}

/** The compiler registers functions inside plain ones without their options, which are known once they are made. */
type Registered = Omit<DurableDefinition, "policy"> & Partial<Pick<DurableDefinition, "policy">>;

/** A function inside a plain one that has not been called in this process. */
const unconfigured =
  (name: string): DurableDefinition["policy"] =>
  (defaults) =>
    functionPolicy(name, {}, defaults);

/** How much of its history a function wants to be kept; undefined where this process does not know it. */
export const historyEntriesOf = (id: string): number | undefined =>
  (registry.functions.get(id) as DurableDefinition | undefined)?.policy?.().historyEntries;

/** Whether an id is that of a class of durable objects, as far as this process knows. */
export const isObjectId = (id: string): boolean =>
  (registry.functions.get(id) as DurableDefinition | undefined)?.object !== undefined;

/** The ids that an engine in this process can claim. */
export const definedIds = (): readonly string[] => [...registry.functions.keys()];

export { DEFINITION };

/** Registers a compiled class of durable objects under its id, and under those that it had. */
export function defineObject(classId: string, object: ObjectDefinition): void {
  const { className: name, policy, Class } = object;
  const definition: DurableDefinition = { id: classId, name, machine: OBJECT_MACHINE, policy, object };
  registry.functions.set(classId, definition);
  for (const id of formerIds(classId, object)) {
    registry.functions.set(id, definition);
    registry.references.set(id, Class);
  }
  announce();
}
