import type { Execution, Store } from "../store.js";
import type { Connection } from "./connection.js";
import { EXECUTION_COLUMNS } from "./execution-columns.js";

export function load({ db, read }: Connection): Store["load"] {
  const select = db.prepare<[string], Execution>(`select ${EXECUTION_COLUMNS} from execution where id = ?`);
  return (id) => read(() => select.get(id) ?? null);
}
