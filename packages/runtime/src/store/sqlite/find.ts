import type { Store } from "../store.js";
import type { Connection } from "./connection.js";
import { EXECUTION_COLUMNS, toExecution, type ExecutionRow } from "./execution-row.js";

export function find({ db, read }: Connection): Store["find"] {
  const select = db.prepare<[string], ExecutionRow>(
    `select ${EXECUTION_COLUMNS} from execution as e where id = ?`,
  );
  return (id) =>
    read(() => {
      const row = select.get(id);
      return row ? toExecution(row) : null;
    });
}
