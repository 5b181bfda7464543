import { registry } from "./registry.js";

/**
 * Registers module-level functions, classes and frozen constants of a compiled file, and imports that its
 * durable code uses as values, so that snapshots store them by name. `prefix` is the file's id. Each value is
 * read at a look-up, when the modules of an import cycle have been evaluated.
 */
export function references(prefix: string, values: Readonly<Record<string, () => unknown>>): void {
  for (const [name, read] of Object.entries(values))
    registry.pendingReferences.set(`${prefix}#${name}`, read);
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

/** Whether any value was there to be read. */
function readPending(): boolean {
  const before = registry.pendingReferences.size;
  for (const [id, read] of registry.pendingReferences) {
    try {
      add(id, read());
    } catch (error) {
      if (error instanceof ReferenceError) continue; // still in its dead zone: read it later
      throw error;
    }
    registry.pendingReferences.delete(id);
  }
  return registry.pendingReferences.size < before;
}

function add(id: string, value: unknown): void {
  if ((typeof value !== "object" && typeof value !== "function") || value === null) return;
  registry.references.set(id, value);
  registry.referenceIds.set(value, id);
}
