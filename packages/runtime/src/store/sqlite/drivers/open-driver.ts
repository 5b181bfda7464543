import { sqliteDriverMissing } from "../../../generated/messages.js";
import { StoreError } from "../../store-error.js";
import { betterSqlite3 } from "./better-sqlite3.js";
import type { Driver, DriverName } from "./driver.js";
import { nodeSqlite } from "./node-sqlite.js";

const LOADERS: Readonly<Record<DriverName, () => Driver>> = {
  "better-sqlite3": betterSqlite3,
  node: nodeSqlite,
};

const loaded = new Map<DriverName, Driver>();

/**
 * The driver of this name; without one, better-sqlite3 where it can be loaded, else Node's own. Nothing is loaded
 * before the first call. Throws a StoreError that names both ways.
 */
export function openDriver(wanted?: DriverName): Driver {
  const names = wanted === undefined ? (Object.keys(LOADERS) as DriverName[]) : [wanted];
  const failures: Error[] = [];
  for (const name of names) {
    try {
      const driver = loaded.get(name) ?? LOADERS[name]();
      loaded.set(name, driver);
      return driver;
    } catch (error) {
      failures.push(error as Error);
    }
  }
  const reason = failures
    .map(({ message }, index) => `${names[index]}: ${message.split("\n")[0]}`)
    .join("; ");
  throw new StoreError(sqliteDriverMissing({ reason, node: process.version }), { cause: failures[0] });
}
