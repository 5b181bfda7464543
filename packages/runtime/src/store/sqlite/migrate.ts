import type { Database } from "./drivers/driver.js";
import { storeForeign, storeTooNew } from "../../generated/messages.js";
import { StoreError } from "../store-error.js";
import { initial } from "./migrations/0001-initial.js";
import { calls } from "./migrations/0002-calls.js";
import { pages } from "./migrations/0003-pages.js";
import { coordinator } from "./migrations/0004-coordinator.js";
import { otherCode } from "./migrations/0005-other-code.js";
import { pragma } from "./pragma.js";

/** Each takes the schema from the version before it to the next; the first one makes version 1. */
const MIGRATIONS: readonly string[] = [initial, calls, pages, coordinator, otherCode];

/** "prdu": the header of every store carries it, so that tools and we ourselves know the file. */
export const APPLICATION_ID = 0x70726475;

/** The schema version of a store's file, 0 for an empty one. Throws where the file is another application's. */
export function schemaVersion(db: Database, file: string): number {
  const application = pragma(db, "application_id");
  const version = Number(pragma(db, "user_version"));
  if (application === APPLICATION_ID) {
    const known = MIGRATIONS.length;
    if (version > known) {
      throw new StoreError(storeTooNew({ file, found: String(version), known: String(known) }));
    }
    return version;
  }
  if (application !== 0) {
    throw new StoreError(storeForeign({ file, reason: `its application_id is ${String(application)}` }));
  }
  const table = db.prepare<[], { name: string }>("select name from sqlite_schema limit 1").get();
  if (version !== 0 || table) {
    const reason = table ? `it has a table "${table.name}"` : `its user_version is ${version}`;
    throw new StoreError(storeForeign({ file, reason }));
  }
  return 0;
}

/**
 * Brings the schema up to date. To be called inside a write transaction: the version is read, and written, under
 * the write lock, so that two processes which open a new file at once do not both create it.
 */
export function migrate(db: Database, file: string): void {
  const missing = MIGRATIONS.slice(schemaVersion(db, file));
  if (missing.length === 0) return;
  for (const sql of missing) db.exec(sql);
  db.exec(`pragma application_id = ${APPLICATION_ID}`);
  db.exec(`pragma user_version = ${MIGRATIONS.length}`);
}
