import { hostname } from "node:os";
import type { Host, Session } from "../../host.js";
import type { EngineId } from "../../store.js";
import type { Connection } from "../connection.js";
import type { OwnEngines } from "../own-engines.js";

/** Engines of other processes, under sessions that outlive this process. */
export function sessions(
  { db, read, write }: Connection,
  engines: OwnEngines,
): Pick<Host, "admit" | "sessions"> {
  const find = db.prepare<[string], { id: EngineId }>(
    "select id from engine where session = ? and released = 0",
  );
  const insert = db.prepare<[number, string, number, string]>(
    "insert into engine (process_id, host, started_at_ms, session) values (?, ?, ?, ?)",
  );
  const remove = db.prepare<[EngineId]>("delete from engine where id = ?");
  const unname = db.prepare<[string]>("update engine set session = null where session = ?");
  const all = db.prepare<[], Session>(
    "select id as engine, session from engine where session is not null and released = 0 order by id",
  );
  return {
    admit: (session, nowMs) =>
      write(() => {
        const known = find.get(session)?.id;
        if (known !== undefined && (engines.has(known) || engines.hold(known))) return known;
        unname.run(session);
        for (;;) {
          const engine = insert.run(process.pid, hostname(), nowMs, session).lastInsertRowid;
          if (engines.hold(engine)) return engine;
          remove.run(engine);
        }
      }),
    sessions: () => read(() => all.all()),
  };
}
