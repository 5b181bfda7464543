import type { Store } from "../store.js";
import type { Connection } from "./connection.js";

export function loadOutcomes({ db, read }: Connection): Store["loadOutcomes"] {
  const select = db.prepare<[string], { operation: number; outcome: string }>(
    `select operation, outcome from outcome where execution = (select seq from execution where id = ?)
     order by operation`,
  );
  return (id) => read(() => select.all(id));
}
