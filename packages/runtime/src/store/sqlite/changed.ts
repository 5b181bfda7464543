import type { Store } from "../store.js";
import type { Connection } from "./connection.js";

/** `data_version` moves when another connection, of this process or of another one, has committed. */
export function changed({ db, read }: Connection): Store["changed"] {
  const version = db.prepare<[], { data_version: number }>("pragma data_version");
  let seen = version.get()?.data_version;
  return () =>
    read(() => {
      const before = seen;
      seen = version.get()?.data_version;
      return seen !== before;
    });
}
