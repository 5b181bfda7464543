import type { Store } from "../store.js";
import type { Connection } from "./connection.js";

export function countEngines({ db, read }: Connection): Store["engines"] {
  const count = db.prepare<[], { count: number }>("select count(*) as count from engine where released = 0");
  return () => read(() => count.get()!.count);
}
