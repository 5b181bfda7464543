import type { Database } from "better-sqlite3";
import type { EngineId } from "../store.js";

/** The integer key of an execution that `engine` owns in this epoch; undefined where it does not, or not any more. */
export function fence(db: Database): (id: string, epoch: number, engine: EngineId) => number | undefined {
  const select = db
    .prepare<[string, number, EngineId], number>(
      "select seq from execution where id = ? and epoch = ? and owner = ?",
    )
    .pluck();
  return (id, epoch, engine) => select.get(id, epoch, engine);
}
