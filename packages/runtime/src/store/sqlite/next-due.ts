import type { EngineId, Store } from "../store.js";
import type { Connection } from "./connection.js";

export function nextDueAtMs({ db, read }: Connection): Store["nextDueAtMs"] {
  const select = db
    .prepare<[EngineId, number], number | null>(
      "select min(due_at_ms) from execution where owner = ? and due_at_ms > ?",
    )
    .pluck();
  return (engine, nowMs) => read(() => select.get(engine, nowMs) ?? null);
}
