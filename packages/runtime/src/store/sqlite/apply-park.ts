import type { Database } from "better-sqlite3";
import type { EngineId, ParkCommit } from "../store.js";
import { fence } from "./fence.js";

/** Parks an execution as it was last committed. False where it is another engine's. */
export function applyPark(db: Database): (engine: EngineId, commit: ParkCommit) => boolean {
  const owned = fence(db);
  const update = db.prepare<[string, string, number, number]>(
    "update execution set status = 'parked', reason = ?, detail = ?, due_at_ms = null, updated_at_ms = ? where seq = ?",
  );
  return (engine, { id, epoch, reason, detail, updatedAtMs }) => {
    const seq = owned(id, epoch, engine);
    if (seq === undefined) return false;
    update.run(reason, detail, updatedAtMs, seq);
    return true;
  };
}
