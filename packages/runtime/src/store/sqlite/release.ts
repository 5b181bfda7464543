import type { EngineId, Store } from "../store.js";
import type { Connection } from "./connection.js";
import type { OwnEngines } from "./own-engines.js";

/**
 * Costs one row: executions keep the number of an engine that is gone, which makes them free for any claim. Its row
 * stays for as long as they do, and tells that nothing died with them.
 */
export function release({ db, write }: Connection, engines: OwnEngines): Store["release"] {
  const update = db.prepare<[EngineId]>("update engine set released = 1 where id = ?");
  const remove = db.prepare<[EngineId, EngineId]>(
    "delete from engine where id = ? and not exists (select 1 from execution where owner = ?)",
  );
  return (engine) =>
    write(() => {
      if (remove.run(engine, engine).changes === 0) update.run(engine);
      if (engines.has(engine)) engines.drop(engine);
    });
}
