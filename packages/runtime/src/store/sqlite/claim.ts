import type { EngineId, Store } from "../store.js";
import type { Connection } from "./connection.js";
import type { OwnEngines } from "./own-engines.js";
import { NOBODY } from "./owner.js";
import { takeOver } from "./take-over.js";

/**
 * An engine that is not alive stays so, so the locks are looked at before the write lock is taken. A dead engine
 * keeps its number on the executions that nobody has claimed; its row and its side file go with the first claim.
 */
export function claim({ db, read, write }: Connection, engines: OwnEngines): Store["claim"] {
  const owners = db.prepare<[EngineId, EngineId], { id: EngineId }>(
    // One look into the index for each owner, not one for each execution.
    `with recursive owner (id) as (
       select min(owner) from execution where owner > ${NOBODY}
       union all
       select (select min(owner) from execution where owner > owner.id) from owner where id is not null
     )
     select id from owner where id is not null and id <> ? union select id from engine where id <> ?`,
  );
  const claimable = db.prepare<[EngineId, string]>(
    "select 1 from execution where owner = ? and function in (select value from json_each(?)) limit 1",
  );
  const listed = db.prepare<[EngineId], { released: 0 | 1 }>("select released from engine where id = ?");
  const take = takeOver(db);
  const forget = db.prepare<[EngineId, EngineId]>(
    "delete from engine where id = ? and (not released or not exists (select 1 from execution where owner = ?))",
  );

  return async (engine, functionIds, limit, nowMs) => {
    const functions = JSON.stringify(functionIds);
    const sources = await read(() => {
      const others = owners.all(engine, engine).map(({ id }) => id);
      const gone = others.filter((owner) => !engines.isAlive(owner));
      return [NOBODY, ...gone].filter(
        (owner) => claimable.get(owner, functions) ?? listed.get(owner)?.released === 0,
      );
    });
    if (sources.length === 0) return 0;
    return write(() => {
      let left = limit;
      for (const owner of sources) {
        const died = owner !== NOBODY && listed.get(owner)?.released !== 1;
        if (left > 0) left -= take({ engine, owner, died, functions, limit: left, nowMs });
        if (owner === NOBODY) continue;
        forget.run(owner, owner);
        engines.drop(owner);
      }
      return limit - left;
    });
  };
}
