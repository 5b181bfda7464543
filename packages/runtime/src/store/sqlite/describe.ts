import type { CheckpointPlace, Store } from "../store.js";
import type { Connection } from "./connection.js";

export function describe({ db, write }: Connection): Store["describe"] {
  const insert = db.prepare<[string, string, string, string, number, string]>(
    `insert into checkpoint (machine, hash, key, file, line, source) values (?, ?, ?, ?, ?, ?)
     on conflict (machine, hash, key) do nothing`,
  );
  /** Written by this store: engines describe a machine again whenever its module is loaded. */
  const written = new Set<string>();
  const name = (place: CheckpointPlace) => JSON.stringify([place.machineId, place.hash, place.key]);

  return async (places) => {
    const missing = places.filter((place) => !written.has(name(place)));
    if (missing.length === 0) return;
    await write(() => {
      for (const { machineId, hash, key, file, line, source } of missing) {
        insert.run(machineId, hash, key, file, line, source);
      }
    });
    for (const place of missing) written.add(name(place));
  };
}
