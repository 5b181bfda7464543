import type { NewEvent } from "../../store.js";
import type { Database } from "../drivers/driver.js";

/** Gives an event to all operations that wait for it now. Says whether there was one. */
export function broadcastEvent(db: Database): (event: NewEvent) => boolean {
  const waiting = `event_id = ? and (? is null or execution = (select seq from execution where id = ?))`;
  const insert = db.prepare(
    `insert into inbox (execution, kind, operation, payload, event_id, target, sent_at_ms, expires_at_ms)
     select execution, 'event', operation, ?, event_id, ?, ?, ? from wait where ${waiting} order by seq`,
  );
  const unwait = db.prepare(`delete from wait where ${waiting}`);
  return ({ eventId, payload, to = null, sentAtMs, expiresAtMs }) => {
    const { changes } = insert.run(payload, to, sentAtMs, expiresAtMs, eventId, to, to);
    if (changes > 0) unwait.run(eventId, to, to);
    return changes > 0;
  };
}
