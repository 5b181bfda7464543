import { registry } from "./registry.js";

/**
 * Registers module-level functions, classes and frozen constants of a compiled file, and imports that its
 * durable code uses as values, so that snapshots store them by name. `prefix` is the file's id. The values
 * are read at the first look-up, when every module of an import cycle has been evaluated.
 */
export function references(prefix: string, values: () => Readonly<Record<string, unknown>>): void {
  registry.pendingReferences.add({ prefix, values });
}

/** The id of a registered value, else undefined. */
export function referenceId(value: object): string | undefined {
  return registry.referenceIds.get(value) ?? (readPending() ? registry.referenceIds.get(value) : undefined);
}

/** The value of an id; `found` is false where its module is not loaded. */
export function reference(id: string): { found: boolean; value?: unknown } {
  readPending();
  return registry.references.has(id) ? { found: true, value: registry.references.get(id) } : { found: false };
}

function readPending(): boolean {
  const before = registry.pendingReferences.size;
  for (const pending of registry.pendingReferences) {
    let values: Readonly<Record<string, unknown>>;
    try {
      values = pending.values();
    } catch (error) {
      if (error instanceof ReferenceError) continue; // still in its dead zone: read it later
      throw error;
    }
    registry.pendingReferences.delete(pending);
    for (const [name, value] of Object.entries(values)) add(`${pending.prefix}#${name}`, value);
  }
  return registry.pendingReferences.size < before;
}

function add(id: string, value: unknown): void {
  if ((typeof value !== "object" && typeof value !== "function") || value === null) return;
  registry.references.set(id, value);
  registry.referenceIds.set(value, id);
}
