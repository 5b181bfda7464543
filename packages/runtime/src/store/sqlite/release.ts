import type { EngineId, Store } from "../store.js";
import type { Connection } from "./connection.js";
import type { OwnEngines } from "./own-engines.js";

/** Costs one row: executions keep the number of an engine that is gone, which makes them free for any claim. */
export function release({ db, write }: Connection, engines: OwnEngines): Store["release"] {
  const remove = db.prepare<[EngineId]>("delete from engine where id = ?");
  return (engine) =>
    write(() => {
      remove.run(engine);
      if (engines.has(engine)) engines.drop(engine);
    });
}
