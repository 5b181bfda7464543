import type { EngineId, Execution, NewExecution, Store } from "../store.js";
import type { Connection } from "./connection.js";
import { EXECUTION_COLUMNS } from "./execution-columns.js";
import { joined } from "./joined.js";
import { NOBODY } from "./owner.js";

interface Request {
  readonly execution: NewExecution;
  readonly engine: EngineId | null;
}

export function create(connection: Connection): Store["create"] {
  const insert = connection.db.prepare<[string, string, EngineId, number, string, number, number]>(
    `insert into execution (id, function, status, owner, due_at_ms, input, created_at_ms, updated_at_ms)
     values (?, ?, 'pending', ?, ?, ?, ?, ?) on conflict (id) do nothing`,
  );
  const select = connection.db.prepare<[string], Execution>(
    `select ${EXECUTION_COLUMNS} from execution where id = ?`,
  );
  const createOne = joined(connection, ({ execution, engine }: Request) => {
    const { id, functionId, input, createdAtMs: now } = execution;
    const { changes } = insert.run(id, functionId, engine ?? NOBODY, now, input, now, now);
    return { created: changes === 1, execution: select.get(id)! };
  });
  return (execution, engine) => createOne({ execution, engine });
}
