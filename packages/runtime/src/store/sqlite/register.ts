import { hostname } from "node:os";
import type { EngineId, Store } from "../store.js";
import type { Connection } from "./connection.js";
import type { OwnEngines } from "./own-engines.js";

export function register({ db, write }: Connection, engines: OwnEngines): Store["register"] {
  const insert = db.prepare<[number, string, number]>(
    "insert into engine (process_id, host, started_at_ms) values (?, ?, ?)",
  );
  const remove = db.prepare<[EngineId]>("delete from engine where id = ?");

  return async (nowMs) => {
    let engine: EngineId | undefined;
    try {
      return await write(() => {
        for (;;) {
          engine = insert.run(process.pid, hostname(), nowMs).lastInsertRowid;
          // Held before the commit: nobody may see the row and not the lock.
          if (engines.hold(engine)) return engine;
          remove.run(engine);
        }
      });
    } catch (error) {
      if (engine !== undefined && engines.has(engine)) engines.drop(engine);
      throw error;
    }
  };
}
