import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import Database from "better-sqlite3";
import { sqliteDriverMissing, storeCannotOpen } from "../../generated/messages.js";
import { StoreError } from "../store-error.js";
import { schemaVersion } from "./migrate.js";

/** `full`: a commit survives power loss. `normal`: it survives the process, and power loss may undo the last ones. */
export type Durability = "full" | "normal";

/** The only place that knows the driver's constructor. `file`: an absolute path, or `:memory:`. */
export function openDatabase(file: string): Database.Database {
  if (file !== ":memory:") prepareDirectory(file);
  try {
    return new Database(file, { timeout: 0 });
  } catch (error) {
    const code = (error as { code?: unknown }).code;
    if (typeof code === "string" && code.startsWith("SQLITE_")) throw error;
    const reason = (error as Error).message.split("\n")[0] ?? "";
    throw new StoreError(sqliteDriverMissing({ reason, node: process.version }), { cause: error });
  }
}

/** Sets up the connection. Refuses a file of another application before anything is written to it. */
export function configure(db: Database.Database, file: string, durability: Durability): void {
  // One transaction, so that a file which another process is just creating is seen before or after, not half-made.
  db.transaction(() => schemaVersion(db, file))();
  db.pragma("page_size = 4096");
  db.pragma("journal_mode = wal");
  db.pragma(`synchronous = ${durability}`);
  db.pragma("wal_autocheckpoint = 1000");
  db.pragma("foreign_keys = off");
}

function prepareDirectory(file: string): void {
  // The driver would cut the name there and open another file.
  if (file.includes("\0"))
    throw new StoreError(storeCannotOpen({ file, reason: "its name holds a NUL character" }));
  try {
    mkdirSync(dirname(file), { recursive: true });
  } catch (error) {
    throw new StoreError(storeCannotOpen({ file, reason: (error as Error).message }), { cause: error });
  }
}
