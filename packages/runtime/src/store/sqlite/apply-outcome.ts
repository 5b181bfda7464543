import type { EngineId, OutcomeCommit } from "../store.js";
import type { Database } from "./drivers/driver.js";

/** Records an operation's outcome ahead of its turn. The message's number; null where it is another engine's. */
export function applyOutcome(db: Database): (engine: EngineId, commit: OutcomeCommit) => number | null {
  const insert = db.prepare<[number, string, number, number, number]>(
    `insert into inbox (execution, kind, operation, payload)
     select seq, 'outcome', ?, ? from execution where seq = ? and epoch = ? and owner = ?`,
  );
  return (engine, { seq, epoch, operation, outcome }) => {
    const { changes, lastInsertRowid } = insert.run(operation, outcome, seq, epoch, engine);
    return changes === 1 ? lastInsertRowid : null;
  };
}
