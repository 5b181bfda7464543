import type { EngineId, ParkCommit } from "../store.js";
import type { Database } from "./drivers/driver.js";

/** Parks an execution as it was last committed. False where it is another engine's. */
export function applyPark(db: Database): (engine: EngineId, commit: ParkCommit) => boolean {
  const update = db.prepare<[string, string, number, number, number, number]>(
    `update execution set status = 'parked', reason = ?, detail = ?, due_at_ms = null, updated_at_ms = ?
     where seq = ? and epoch = ? and owner = ?`,
  );
  return (engine, { seq, epoch, reason, detail, updatedAtMs }) =>
    update.run(reason, detail, updatedAtMs, seq, epoch, engine).changes === 1;
}
