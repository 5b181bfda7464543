import type { Store } from "../store.js";
import type { Connection } from "./connection.js";

export function loadState({ db, read }: Connection): Store["loadState"] {
  const select = db.prepare<[string], { key: string; value: string }>(
    "select key, value from state where execution = (select seq from execution where id = ?) order by seq",
  );
  return (id) => read(() => select.all(id));
}
