import type { EngineId, MarkCommit } from "../store.js";
import type { Database } from "./drivers/driver.js";

/** Sets an execution's strikes. False where it is another engine's. */
export function applyMark(db: Database): (engine: EngineId, commit: MarkCommit) => boolean {
  const update = db.prepare<[number, number, number, number]>(
    "update execution set strikes = ? where seq = ? and epoch = ? and owner = ?",
  );
  return (engine, { seq, epoch, strikes }) => update.run(strikes, seq, epoch, engine).changes === 1;
}
