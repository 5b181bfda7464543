import { createRequire } from "node:module";
import type { Database, Driver } from "./driver.js";

type Native = Omit<Database, "native">;
type Constructor = new (file: string, options: { timeout: number; readonly: boolean }) => Native;

/** Loads the package and its native part. Throws where one of them is missing or made for another Node. */
export function betterSqlite3(): Driver {
  const load = createRequire(import.meta.url);
  const Native = load("better-sqlite3") as Constructor;
  new Native(":memory:", { timeout: 0, readonly: false }).close(); // the native part is loaded by the first one
  return {
    name: "better-sqlite3",
    open(file, { readOnly = false } = {}) {
      const native = new Native(file, { timeout: 0, readonly: readOnly });
      return {
        native,
        prepare: (sql) => native.prepare(sql),
        exec: (sql) => native.exec(sql),
        get inTransaction() {
          return native.inTransaction;
        },
        close: () => native.close(),
      };
    },
  };
}
