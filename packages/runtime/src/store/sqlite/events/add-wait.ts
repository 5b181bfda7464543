import type { NewWait, Seq } from "../../store.js";
import type { Database } from "../drivers/driver.js";
import { handOver } from "./hand-over.js";

/** Lets an operation wait for an event; one that is there already is taken at once. Says whether it was. */
export function addWait(db: Database): (execution: Seq, id: string, wait: NewWait, nowMs: number) => boolean {
  const oldest = db.prepare<[string, string, number], { seq: number }>(
    `select seq from event where event_id = ? and (target is null or target = ?) and +expires_at_ms > ?
     order by seq limit 1`,
  );
  const insert = db.prepare<[Seq, number, string]>(
    "insert into wait (execution, operation, event_id) values (?, ?, ?)",
  );
  const give = handOver(db);
  return (execution, id, { operation, eventId }, nowMs) => {
    const event = oldest.get(eventId, id, nowMs);
    if (event) give(event.seq, execution, operation);
    else insert.run(execution, operation, eventId);
    return event !== undefined;
  };
}
