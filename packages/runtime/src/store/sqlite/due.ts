import type { EngineId, Store } from "../store.js";
import type { Connection } from "./connection.js";
import { EXECUTION_COLUMNS, toExecution, type ExecutionRow } from "./execution-row.js";

export function due({ db, read }: Connection): Store["due"] {
  const select = db.prepare<[EngineId, number, number], ExecutionRow>(
    `select ${EXECUTION_COLUMNS} from execution as e where owner = ? and due_at_ms <= ?
     order by due_at_ms, seq limit ?`,
  );
  return (engine, nowMs, limit) => read(() => select.all(engine, nowMs, limit).map(toExecution));
}
