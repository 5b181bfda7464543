import type { EngineId, Store } from "../store.js";
import type { Connection } from "./connection.js";
import type { OwnEngines } from "./own-engines.js";
import { NOBODY } from "./owner.js";

interface Take {
  readonly engine: EngineId;
  readonly owner: EngineId;
  readonly functions: string;
  readonly limit: number;
  readonly nowMs: number;
}

/**
 * An engine that is not alive stays so, so the locks are looked at before the write lock is taken. A dead engine
 * keeps its number on the executions that nobody has claimed; its row and its side file go with the first claim.
 */
export function claim({ db, read, write }: Connection, engines: OwnEngines): Store["claim"] {
  const owners = db
    .prepare<[EngineId, EngineId], EngineId>(
      // One look into the index for each owner, not one for each execution.
      `with recursive owner (id) as (
         select min(owner) from execution where owner > ${NOBODY}
         union all
         select (select min(owner) from execution where owner > owner.id) from owner where id is not null
       )
       select id from owner where id is not null and id <> ? union select id from engine where id <> ?`,
    )
    .pluck();
  const claimable = db.prepare<[EngineId, string]>(
    "select 1 from execution where owner = ? and function in (select value from json_each(?)) limit 1",
  );
  const listed = db.prepare<[EngineId]>("select 1 from engine where id = ?");
  const take = db.prepare<[Take]>(
    `update execution set
       owner = @engine,
       epoch = epoch + 1,
       due_at_ms = case
         when status in ('pending', 'running') or reason in ('needs_code', 'needs_migration')
         then min(coalesce(due_at_ms, @nowMs), @nowMs)
         else due_at_ms
       end,
       status = iif(reason in ('needs_code', 'needs_migration'), 'running', status),
       detail = iif(reason in ('needs_code', 'needs_migration'), null, detail),
       reason = iif(reason in ('needs_code', 'needs_migration'), null, reason)
     where seq in (
       select seq from execution
       where owner = @owner and function in (select value from json_each(@functions)) limit @limit
     )`,
  );
  const forget = db.prepare<[EngineId]>("delete from engine where id = ?");

  return async (engine, functionIds, limit, nowMs) => {
    const functions = JSON.stringify(functionIds);
    const sources = await read(() => {
      const dead = owners.all(engine, engine).filter((owner) => !engines.isAlive(owner));
      return [NOBODY, ...dead].filter((owner) => claimable.get(owner, functions) ?? listed.get(owner));
    });
    if (sources.length === 0) return 0;
    return write(() => {
      let left = limit;
      for (const owner of sources) {
        if (left > 0) left -= take.run({ engine, owner, functions, limit: left, nowMs }).changes;
        if (owner === NOBODY) continue;
        forget.run(owner);
        engines.drop(owner);
      }
      return limit - left;
    });
  };
}
