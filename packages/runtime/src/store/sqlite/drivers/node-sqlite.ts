import type { Database, Driver } from "./driver.js";

interface Native extends Omit<Database, "native" | "inTransaction"> {
  /** From Node 22.16 on. */
  readonly isTransaction?: boolean;
}
interface Module {
  readonly DatabaseSync: new (file: string, options: { readOnly: boolean }) => Native;
}

/** SQLite as Node brings it, from 22.13 on. Throws where this Node has none. */
export function nodeSqlite(): Driver {
  const module = process.getBuiltinModule("node:sqlite") as Module | undefined;
  if (!module) throw new Error("this Node has no node:sqlite");
  return {
    name: "node",
    open(file, { readOnly = false } = {}) {
      const native = new module.DatabaseSync(file, { readOnly });
      return {
        native,
        prepare: (sql) => native.prepare(sql),
        exec: (sql) => native.exec(sql),
        get inTransaction() {
          return native.isTransaction ?? canNotBegin(native);
        },
        close: () => native.close(),
      };
    },
  };
}

/** The same by trial, on a Node that cannot be asked. */
function canNotBegin(native: Native): boolean {
  try {
    native.exec("begin");
  } catch {
    return true;
  }
  native.exec("rollback");
  return false;
}
