import { existsSync, mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { storeCannotOpen } from "../../generated/messages.js";
import { StoreError } from "../store-error.js";
import type { Database, Driver } from "./drivers/driver.js";
import { schemaVersion } from "./migrate.js";

/** `full`: a commit survives power loss. `normal`: it survives the process, and power loss may undo the last ones. */
export type Durability = "full" | "normal";

/** `file`: an absolute path, or `:memory:`. */
export function openDatabase(driver: Driver, file: string): Database {
  if (file !== ":memory:") prepareDirectory(file);
  return driver.open(file);
}

/** Sets up the connection. Refuses a file of another application before anything is written to it. */
export function configure(db: Database, file: string, durability: Durability): void {
  // One transaction, so that a file which another process is just creating is seen before or after, not half-made.
  db.exec("begin");
  try {
    schemaVersion(db, file);
  } finally {
    db.exec("rollback");
  }
  db.exec("pragma page_size = 4096");
  db.exec("pragma journal_mode = wal");
  db.exec(`pragma synchronous = ${durability}`);
  db.exec("pragma wal_autocheckpoint = 1000");
  db.exec(`pragma journal_size_limit = ${LOG_LIMIT_BYTES}`);
  // For the tables of users' transactions; the store's own have none.
  db.exec("pragma foreign_keys = on");
}

/** To what the write-ahead log is cut back once it has been copied into the database. */
export const LOG_LIMIT_BYTES = 64 * 1024 * 1024;

function prepareDirectory(file: string): void {
  // The driver would cut the name there and open another file.
  if (file.includes("\0"))
    throw new StoreError(storeCannotOpen({ file, reason: "its name holds a NUL character" }));
  try {
    makeFolder(dirname(file));
  } catch (error) {
    throw new StoreError(storeCannotOpen({ file, reason: (error as Error).message }), { cause: error });
  }
}

/** Node's own `recursive` never returns where a folder cannot hold others, as in /proc. */
function makeFolder(folder: string): void {
  if (existsSync(folder)) return;
  if (dirname(folder) !== folder) makeFolder(dirname(folder));
  try {
    mkdirSync(folder);
  } catch (error) {
    // Another process may have made it in this moment.
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  }
}
