import type { Database } from "./drivers/driver.js";

/** What `pragma <name>` says. */
export function pragma(db: Database, name: string): string | number | undefined {
  const row = db.prepare<[], Record<string, string | number>>(`pragma ${name}`).get();
  return row && Object.values(row)[0];
}
