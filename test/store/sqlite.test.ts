import { MemoryLiveness } from "../../packages/runtime/src/store/sqlite/memory-liveness.js";
import { openSqliteStore } from "../../packages/runtime/src/store/sqlite/open-sqlite-store.js";
import type { DriverName } from "../../packages/runtime/src/store/sqlite/drivers/driver.js";
import type { Store } from "../../packages/runtime/src/store/store.js";
import { availableDrivers } from "./available-drivers.js";
import { storeContract } from "./contract.js";
import { inTemporaryDirectory } from "./in-temporary-directory.js";

const { fresh } = inTemporaryDirectory();

/** With a liveness that can be told that an engine is dead. */
function under(driver: DriverName, nextFile: () => string) {
  const opened = new Map<Store, { file: string; liveness: MemoryLiveness }>();
  const open = async (file: string, liveness: MemoryLiveness) => {
    const store = await openSqliteStore({ file, liveness, driver });
    opened.set(store, { file, liveness });
    return store;
  };
  return {
    open: () => open(nextFile(), new MemoryLiveness()),
    kill: (store: Store, engine: number) => opened.get(store)!.liveness.drop(engine),
    reopen: (store: Store) => open(opened.get(store)!.file, opened.get(store)!.liveness),
  };
}

for (const driver of availableDrivers) {
  storeContract(`SQLite file, ${driver}`, under(driver, fresh));
  const { open, kill } = under(driver, () => ":memory:");
  storeContract(`SQLite in memory, ${driver}`, { open, kill });
}
