import { storeOtherDriver } from "../../../generated/messages.js";
import { StoreError } from "../../store-error.js";
import type { DriverName } from "./driver.js";

const KEY = Symbol.for("perdure/drivers-in-use");

interface Use {
  readonly driver: DriverName;
  connections: number;
}

/**
 * Which driver this process has a file open with, for all copies of the package. Each driver has a SQLite of its own,
 * and closing the file in one of them drops the locks that the other holds on it: POSIX locks are the process's.
 */
const uses: Map<string, Use> = ((globalThis as { [KEY]?: Map<string, Use> })[KEY] ??= new Map());

/** The driver that has this file open already. */
export const driverInUse = (file: string): DriverName | undefined => uses.get(file)?.driver;

/**
 * Notes a connection to `file` (its real path); returns what ends the note. Throws a StoreError where another driver
 * has it open.
 */
export function useDriver(file: string, driver: DriverName): () => void {
  if (file === ":memory:") return () => undefined; // each connection has one of its own
  const use = uses.get(file) ?? { driver, connections: 0 };
  if (use.driver !== driver)
    throw new StoreError(storeOtherDriver({ file, used: use.driver, wanted: driver }));
  use.connections++;
  uses.set(file, use);
  return () => {
    if (--use.connections === 0) uses.delete(file);
  };
}
