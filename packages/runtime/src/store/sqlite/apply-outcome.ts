import type { Database } from "better-sqlite3";
import type { EngineId, OutcomeCommit } from "../store.js";
import { fence } from "./fence.js";

/** Records an operation's outcome ahead of its turn. False where the execution is another engine's. */
export function applyOutcome(db: Database): (engine: EngineId, commit: OutcomeCommit) => boolean {
  const owned = fence(db);
  const insert = db.prepare<[number, number, string]>(
    `insert into outcome (execution, operation, outcome) values (?, ?, ?)
     on conflict (execution, operation) do update set outcome = excluded.outcome`,
  );
  return (engine, { id, epoch, operation, outcome }) => {
    const seq = owned(id, epoch, engine);
    if (seq === undefined) return false;
    insert.run(seq, operation, outcome);
    return true;
  };
}
