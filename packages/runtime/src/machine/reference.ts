import { types } from "node:util";
import { builtIn } from "./built-ins.js";
import { processWide } from "./process-wide.js";
import { announce, registry } from "./registry.js";

const opaqueClasses = processWide("perdure.opaque-classes", () => new WeakSet<object>());

/** Whether instances of a registered class hold what no property shows. */
export const isOpaque = (constructor: object): boolean => opaqueClasses.has(constructor);

/** Instances of the class hold what no property shows. */
export const markOpaque = (constructor: object): void => void opaqueClasses.add(constructor);

/** Values that have the name which the program gave them. */
const named = processWide("perdure.named-values", () => new WeakSet<object>());

/**
 * Registers a value under an id of the program's own, which it keeps in snapshots whatever else registers it. Of a
 * function or class the members are registered too.
 */
export function registerNamed(id: string, value: object): void {
  named.add(value);
  registry.references.set(id, value);
  registry.referenceIds.set(value, id);
  if (typeof value === "function") add(id, value);
}

type Reads = Readonly<Record<string, () => unknown>>;

/**
 * Registers module-level functions, classes, frozen constants and symbols of a compiled file, and imports that its
 * durable code uses as values, so that snapshots store them by name. `prefix` is the file's id; `namespaces` are
 * enums and namespaces, which stand for themselves although they are not frozen; `opaque` are classes with private
 * state, whose instances cannot be stored. Each value is read at a look-up, when the modules of an import cycle have
 * been evaluated.
 */
export function references(prefix: string, values: Reads, namespaces: Reads = {}, opaque: Reads = {}): void {
  for (const [name, read] of Object.entries(opaque)) {
    const id = `${prefix}#${name}`;
    registry.pendingReferences.set(id, () => {
      const value = read();
      if (isObject(value)) markOpaque(value);
      return value;
    });
  }
  for (const [name, read] of Object.entries(values))
    registry.pendingReferences.set(`${prefix}#${name}`, read);
  for (const [name, read] of Object.entries(namespaces)) {
    const id = `${prefix}#${name}`;
    registry.pendingReferences.set(id, () => addNamespace(id, read()));
  }
  announce();
}

/** What it holds is registered too: functions and classes, at any depth. Gives nothing, since it is done. */
function addNamespace(id: string, value: unknown): undefined {
  if (!isObject(value)) return;
  register(id, value);
  addContent(id, value);
}

function addContent(id: string, holder: object): void {
  for (const [name, member] of dataProperties(holder)) {
    if (typeof member === "function") add(`${id}.${name}`, member);
    else if (isObject(member) && Object.getPrototypeOf(member) === Object.prototype)
      addContent(`${id}.${name}`, member);
  }
}

/** The id of a registered value, else undefined. */
export function referenceId(value: object): string | undefined {
  return registry.referenceIds.get(value) ?? (readPending() ? registry.referenceIds.get(value) : undefined);
}

/** The value of an id; `found` is false where its module is not loaded. */
export function reference(id: string): { found: boolean; value?: unknown } {
  const { references: known } = registry;
  const value = known.get(id) ?? (readPending() ? known.get(id) : undefined) ?? builtIn(id);
  return value === undefined ? { found: false } : { found: true, value };
}

/**
 * Reads the values that are there by now. Whether there were any. The codec does so once for each text: a module that
 * waits in its top level keeps what it declares further down in its dead zone, and each look there throws.
 */
export function readPending(): boolean {
  const { size } = registry.pendingReferences;
  if (size === 0) return false;
  const { stackTraceLimit } = Error;
  Reflect.set(Error, "stackTraceLimit", 0); // nobody sees these errors, and traces cost most of their time
  try {
    for (const [id, read] of registry.pendingReferences) readOne(id, read);
  } finally {
    Reflect.set(Error, "stackTraceLimit", stackTraceLimit);
  }
  return registry.pendingReferences.size < size;
}

function readOne(id: string, read: () => unknown): void {
  try {
    add(id, read());
  } catch (error) {
    if (error instanceof ReferenceError) return; // still in its dead zone: read it later
    throw error;
  }
  registry.pendingReferences.delete(id);
}

function add(id: string, value: unknown): void {
  if (typeof value === "symbol" && Symbol.keyFor(value) === undefined) return addSymbol(id, value);
  if (!isObject(value) || !standsForItself(value)) return;
  register(id, value);
  if (typeof value === "function") {
    addMembers(id, value, isObject);
    const { prototype } = value as { prototype?: unknown };
    if (!isObject(prototype)) return;
    registry.references.set(`${id}.prototype`, prototype);
    if (!registry.referenceIds.has(prototype)) registry.referenceIds.set(prototype, `${id}.prototype`);
    addMembers(`${id}.prototype`, prototype, isFunction);
  } else addMembers(id, value, Object.isFrozen(value) ? isObject : isFunction);
}

/** A constant that may change is data like any other. */
const standsForItself = (value: object): boolean =>
  typeof value === "function" || Object.isFrozen(value) || types.isModuleNamespaceObject(value);

function register(id: string, value: object): void {
  registry.references.set(id, value);
  if (!named.has(value)) registry.referenceIds.set(value, id);
}

/** A module's own symbol, which is a key of objects that are stored. */
function addSymbol(id: string, value: symbol): void {
  registry.references.set(id, value);
  registry.referenceIds.set(value as unknown as object, id);
}

/** Static fields, methods, functions of namespaces, fields of frozen constants: a member with an id of its own keeps it. */
function addMembers(id: string, holder: object, accept: (member: unknown) => boolean): void {
  for (const [name, member] of dataProperties(holder)) {
    if (name === "prototype" || name === "constructor" || !isObject(member) || !accept(member)) continue;
    registry.references.set(`${id}.${name}`, member);
    if (!registry.referenceIds.has(member)) registry.referenceIds.set(member, `${id}.${name}`);
  }
}

const dataProperties = (holder: object): [string, unknown][] =>
  Object.entries(Object.getOwnPropertyDescriptors(holder)).map(([name, { value }]) => [
    name,
    value as unknown,
  ]);

const isFunction = (value: unknown): value is object => typeof value === "function";

const isObject = (value: unknown): value is object =>
  (typeof value === "object" && value !== null) || typeof value === "function";
