import type { ClosureCode, ClosureRecord, Make, Scope, TaskCode } from "./abi.js";
import { closureRecord, stampClosure } from "./closure-record.js";
import { addMachine } from "./compiled.js";
import { functionObject } from "./function-object.js";
import { addMembers } from "./members.js";
import { addVersion, registry } from "./registry.js";
import { taskMachine } from "./task-machine.js";

type Instance = (...args: never[]) => unknown;

/** Registers the code of a closure. Compiled modules call it once for each closure, at their end. */
export function closure(code: ClosureCode): void {
  if (code.machine) {
    addMachine(code.machine);
    code.machine.isClosure = true;
  }
  if (code.make) code.make.code = code;
  if (code.task) addTask(code, code.task);
  if (code.machine && code.durable && !registry.functions.has(code.id))
    registry.functions.set(code.id, { id: code.id, name: code.machine.name, machine: code.machine });
  addVersion(registry.closures, code);
  newest.set(code.id, code);
}

/** An execution of the task finds it by its id. */
function addTask(code: ClosureCode, task: TaskCode): void {
  const machine = taskMachine(code, task, (captured) =>
    instantiate(newestCode(code.id), { self: undefined, scopes: captured as readonly Scope[] }),
  );
  addMachine(machine);
  registry.functions.set(code.id, { id: code.id, name: task.name, machine });
}

/** The function of a `durable.task` at module level: what stands in its place is known by the task's id. */
export function task(
  { name, file, ...code }: Pick<ClosureCode, "id" | "hash"> & TaskCode,
  body: unknown,
): unknown {
  if (typeof body !== "function") return body;
  const instance: Instance = (...args) => (body as Instance)(...args);
  const whole: ClosureCode = { ...code, scopes: [], make: () => instance, task: { name, file } };
  closure(whole);
  stampClosure(instance, { id: code.id, hash: code.hash, self: undefined, scopes: [] });
  addMembers(instance);
  return instance;
}

/** The code that this copy of the module has registered last, by id. */
const newest = new Map<string, ClosureCode>();

/** Makes a closure that a snapshot can store: its code's id, its `this` and the scopes that it shares. */
export function fn(id: string, self: unknown, ...scopes: unknown[]): Instance {
  return instantiate(newestCode(id), { self, scopes });
}

/** The same for a closure that needs values when it is made: a class's base and computed keys. */
export function fnGiven(
  id: string,
  self: unknown,
  scopes: readonly Scope[],
  given: readonly unknown[],
): Instance {
  return instantiate(newestCode(id), { self, scopes, given });
}

function newestCode(id: string): ClosureCode {
  const code = newest.get(id);
  if (!code) throw new ReferenceError(`The closure ${id} is used before its module has been evaluated.`);
  return code;
}

/** One instance of a closure's code over its scopes. */
export function instantiate(
  code: ClosureCode,
  { self, scopes, given }: Pick<ClosureRecord, "self" | "scopes" | "given">,
): Instance {
  const { id, hash } = code;
  const record: ClosureRecord = { id, hash, self, scopes, given, arrow: code.form === "arrow" };
  const instance = code.machine
    ? functionObject(code.machine, code.length ?? 0, record)
    : code.make!.apply(self, [...scopes, ...(given ?? [])] as never[]);
  if (closureRecord(instance)) return instance; // its `make` has done the rest
  stampClosure(instance, record);
  addMembers(instance);
  return instance;
}

/** `made` for an arrow that uses the `this` of its surroundings. */
export function closureWithThis<T extends Instance>(
  instance: T,
  make: Make,
  self: unknown,
  scopes: readonly Scope[],
): T {
  const { id, hash } = make.code!;
  stampClosure(instance, { id, hash, self, scopes });
  return instance;
}

/** Remembers what came with a closure that has a `prototype`. */
export function withMembers<T extends Instance>(instance: T): T {
  addMembers(instance);
  return instance;
}

export { closureRecord };
