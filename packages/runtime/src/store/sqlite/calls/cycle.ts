import type { Store } from "../../store.js";
import type { Connection } from "../connection.js";

/** One that is waited for. */
interface Waited {
  readonly id: string;
  /** Its last operation before the call that is waited for began; null: it waits in line, or it is a child. */
  readonly since: number | null;
}

/**
 * Follows who waits for whom: an object that carries out a call waits for the calls and children which it has made
 * since that call began; any other execution for all of its own.
 */
export function cycle({ db, read }: Connection): Store["cycle"] {
  const active = db.prepare<[string], { readonly since: number | null }>(
    "select min(since) as since from call where object = ? and outcome is null",
  );
  const isObject = db.prepare<[string], unknown>("select 1 from call where object = ? limit 1");
  // A call that comes back to an object which lets such calls in does not wait in line.
  const waits = db.prepare<[string, number, string, number], Waited>(
    `select object as id, since from call
     where caller = ? and operation > ? and outcome is null and not (returns and since is null)
     union all
     select id, null from execution where parent = ? and parent_operation > ? and owner is not null`,
  );

  function nexts({ id, since }: Waited): readonly Waited[] {
    const from = since ?? active.get(id)?.since ?? (isObject.get(id) ? undefined : 0);
    // An object that carries out nothing waits for nobody.
    return from === undefined ? [] : waits.all(id, from, id, from);
  }

  return (object, caller, operation) => {
    const seen = new Set<string>();
    /** The caller waits for this operation only in what it has begun before. */
    const isEnd = ({ id, since }: Waited) => id === caller && (since === null || since < operation);
    const path = (at: Waited): string[] | null => {
      if (isEnd(at)) return [at.id];
      const key = `${at.id} ${String(at.since)}`;
      if (seen.has(key)) return null;
      seen.add(key);
      for (const next of nexts(at)) {
        const rest = path(next);
        if (rest) return [at.id, ...rest];
      }
      return null;
    };
    return read(() => path({ id: object, since: null }));
  };
}
