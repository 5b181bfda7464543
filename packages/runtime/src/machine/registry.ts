import type { ClosureCode, Machine } from "./abi.js";

/** Code by id, then by content hash: frames of an older version keep finding theirs while it is loaded. */
type Versions<T> = Map<string, Map<string, T>>;

export interface Registry {
  readonly machines: Versions<Machine>;
  readonly closures: Versions<ClosureCode>;
  /** Module-level functions, classes and frozen constants, by id and back. */
  readonly references: Map<string, unknown>;
  readonly referenceIds: WeakMap<object, string>;
  /** How to read those that have not been looked for yet: an import cycle may still be evaluating them. */
  readonly pendingReferences: Map<string, () => unknown>;
  /** Durable functions and services by id; typed by the API, which owns them. */
  readonly functions: Map<string, unknown>;
  readonly services: Map<string, unknown>;
  /** Called after something was registered, so that engines can claim executions which waited for this code. */
  readonly listeners: Set<() => void>;
}

const KEY = Symbol.for("perdure/1");

/** One registry for the process: two copies of the package, ESM beside CommonJS and isolated modules share it. */
export const registry: Registry = ((globalThis as { [KEY]?: Registry })[KEY] ??= {
  machines: new Map(),
  closures: new Map(),
  references: new Map(),
  referenceIds: new WeakMap(),
  pendingReferences: new Map(),
  functions: new Map(),
  services: new Map(),
  listeners: new Set(),
});

/** Adds code; the newest version of an id comes last. */
export function addVersion<T extends { readonly id: string; readonly hash: string }>(
  versions: Versions<T>,
  code: T,
): void {
  const known = versions.get(code.id) ?? new Map<string, T>();
  known.delete(code.hash);
  versions.set(code.id, known.set(code.hash, code));
  announce();
}

/** The version with this hash, else the newest one of the id, else undefined. */
export function findVersion<T>(versions: Versions<T>, id: string, hash: string): T | undefined {
  const known = versions.get(id);
  return known?.get(hash) ?? (known && [...known.values()].at(-1));
}

export function announce(): void {
  for (const listener of registry.listeners) listener();
}
