import type { Store } from "../../store.js";
import type { Connection } from "../connection.js";

/**
 * Follows who waits for whom: an object that carries out a call waits for the calls and children which that call has
 * made; an execution for its calls and children.
 */
export function cycle({ db, read }: Connection): Store["cycle"] {
  const active = db.prepare<[string], { readonly since: number }>(
    "select min(since) as since from call where object = ? and since is not null having count(*) > 0",
  );
  const isObject = db.prepare<[string], unknown>("select 1 from call where object = ? limit 1");
  const waits = db.prepare<[string, number, string, number], { readonly id: string }>(
    `select object as id from call where caller = ? and operation > ? and outcome is null
     union
     select id from execution where parent = ? and parent_operation > ? and owner is not null`,
  );

  function nexts(id: string): readonly string[] {
    const since = active.get(id)?.since ?? (isObject.get(id) ? undefined : 0);
    // An object that carries out nothing waits for nobody.
    return since === undefined ? [] : waits.all(id, since, id, since).map((row) => row.id);
  }

  function path(from: string, to: string, seen: Set<string>): string[] | null {
    if (from === to) return [from];
    if (seen.has(from)) return null;
    seen.add(from);
    for (const next of nexts(from)) {
      const rest = path(next, to, seen);
      if (rest) return [from, ...rest];
    }
    return null;
  }

  return (object, caller) => read(() => path(object, caller, new Set()));
}
