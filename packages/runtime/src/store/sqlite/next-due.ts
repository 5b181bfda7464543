import type { EngineId, Store } from "../store.js";
import type { Connection } from "./connection.js";

export function nextDueAtMs({ db, read }: Connection): Store["nextDueAtMs"] {
  const select = db.prepare<[EngineId, number], { at: number | null }>(
    "select min(due_at_ms) as at from execution where owner = ? and due_at_ms > ?",
  );
  return (engine, nowMs) => read(() => select.get(engine, nowMs)?.at ?? null);
}
