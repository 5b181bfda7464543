import type { EngineId, NewExecution, Store } from "../store.js";
import type { Connection } from "./connection.js";
import { EXECUTION_COLUMNS, toExecution, type ExecutionRow } from "./execution-row.js";
import { insertExecution } from "./insert-execution.js";
import { joined } from "./joined.js";
import { NOBODY } from "./owner.js";

interface Request {
  readonly execution: NewExecution;
  readonly engine: EngineId | null;
}

export function create(connection: Connection): Store["create"] {
  const insert = insertExecution(connection.db);
  const select = connection.db.prepare<[string], ExecutionRow>(
    `select ${EXECUTION_COLUMNS} from execution as e where id = ?`,
  );
  const createOne = joined(connection, ({ execution, engine }: Request) => {
    const created = insert(execution, engine ?? NOBODY);
    return { created, execution: toExecution(select.get(execution.id)!) };
  });
  return (execution, engine) => createOne({ execution, engine });
}
