import type { EngineId, ParkCommit } from "../store.js";
import type { Database } from "./drivers/driver.js";
import { appendHistory } from "./turn/append-history.js";

/** Parks an execution as it was last committed. False where it is another engine's. */
export function applyPark(db: Database): (engine: EngineId, commit: ParkCommit) => boolean {
  const update = db.prepare<[string, string, number, number, number, number]>(
    `update execution set status = 'parked', reason = ?, detail = ?, due_at_ms = null, updated_at_ms = ?
     where seq = ? and epoch = ? and owner = ?`,
  );
  const append = appendHistory(db);
  return (engine, { seq, epoch, reason, detail, updatedAtMs, history }) => {
    const isParked = update.run(reason, detail, updatedAtMs, seq, epoch, engine).changes === 1;
    if (isParked && history !== undefined) append(seq, history);
    return isParked;
  };
}
