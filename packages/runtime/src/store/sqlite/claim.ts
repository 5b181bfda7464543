import { OTHER_CODE, type EngineId, type Store } from "../store.js";
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
  const tried = db.prepare<[], { tried: string }>(
    `with recursive tried_by (tried) as (
       select min(tried) from execution where tried is not null
       union all
       select (select min(tried) from execution where tried > tried_by.tried) from tried_by where tried is not null
     )
     select tried from tried_by where tried is not null`,
  );
  const parked = db.prepare<[string, string]>(
    `select 1 from execution
     where tried = ? and owner = ${OTHER_CODE} and function in (select value from json_each(?)) limit 1`,
  );
  const listed = db.prepare<[EngineId], { released: 0 | 1 }>("select released from engine where id = ?");
  const take = takeOver(db);
  const forget = db.prepare<[EngineId, EngineId]>(
    "delete from engine where id = ? and (not released or not exists (select 1 from execution where owner = ?))",
  );

  /** What parked executions were tried with that are open to this code. */
  function openTo(code: string | undefined, functions: string): string[] {
    const isNew = (codes: string) => code === undefined || !(JSON.parse(codes) as string[]).includes(code);
    const all = tried.all().map((row) => row.tried);
    return all.filter((codes) => isNew(codes) && parked.get(codes, functions));
  }

  return async (engine, functionIds, limit, nowMs, code) => {
    const functions = JSON.stringify(functionIds);
    const { sources, again } = await read(() => {
      const others = owners.all(engine, engine).map(({ id }) => id);
      const gone = others.filter((owner) => !engines.isAlive(owner));
      const found = [NOBODY, ...gone].filter(
        (owner) => claimable.get(owner, functions) ?? listed.get(owner)?.released === 0,
      );
      return { sources: found, again: openTo(code, functions) };
    });
    if (sources.length + again.length === 0) return 0;
    return write(() => {
      let left = limit;
      for (const owner of sources) {
        const died = owner !== NOBODY && listed.get(owner)?.released !== 1;
        if (left > 0) left -= take({ engine, owner, died, functions, limit: left, nowMs });
        if (owner === NOBODY) continue;
        forget.run(owner, owner);
        engines.drop(owner);
      }
      const from = { engine, owner: OTHER_CODE, died: false, functions, nowMs };
      for (const codes of again) if (left > 0) left -= take({ ...from, tried: codes, limit: left });
      return limit - left;
    });
  };
}
