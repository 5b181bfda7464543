import type { DriverName } from "../../packages/runtime/src/store/sqlite/drivers/driver.js";
import { openDriver } from "../../packages/runtime/src/store/sqlite/drivers/open-driver.js";

/** The drivers that this Node and this installation have: both where Node is 22.13 or later. */
export const availableDrivers: readonly DriverName[] = (["better-sqlite3", "node"] as const).filter(
  (name) => {
    try {
      return openDriver(name).name === name;
    } catch {
      return false;
    }
  },
);
