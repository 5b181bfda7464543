import type { NewEvent } from "../../store.js";
import type { Database } from "../drivers/driver.js";
import { broadcastEvent } from "./broadcast-event.js";
import { offerEvent } from "./offer-event.js";

/** Delivers an event, or keeps it for who waits later. Says whether it was delivered. */
export function postEvent(db: Database): (event: NewEvent) => boolean {
  // One for an execution that has ended is nobody's any more.
  const insert = db.prepare<[string, string | null, string | null, number, number, string | null]>(
    `insert into event (event_id, payload, target, sent_at_ms, expires_at_ms) select ?, ?, ?, ?, ?
     where not exists (select 1 from execution where id = ? and owner is null)`,
  );
  const offer = offerEvent(db);
  const broadcast = broadcastEvent(db);
  return (event) => {
    if (event.broadcast) return broadcast(event);
    const { eventId, payload, to = null, sentAtMs, expiresAtMs } = event;
    const kept = insert.run(eventId, payload, to, sentAtMs, expiresAtMs, to);
    return kept.changes === 1 && offer(kept.lastInsertRowid, eventId, to);
  };
}
