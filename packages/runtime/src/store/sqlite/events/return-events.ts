import type { Seq } from "../../store.js";
import type { Database } from "../drivers/driver.js";
import type { HandOn } from "./hand-on.js";

/**
 * Ends what an attempt of a function had to do with events: its waits go, what was delivered and not consumed goes to
 * the next, what was consumed is kept for the execution's next attempt and does not expire before its end.
 */
export function returnEvents(
  db: Database,
  { findAll, handOn }: HandOn,
): (execution: Seq, id: string, nowMs: number) => boolean {
  const unwait = db.prepare<[Seq]>("delete from wait where execution = ?");
  const putBack = db.prepare<[string, number, Seq]>(
    `insert into event (seq, event_id, payload, target, sent_at_ms, expires_at_ms)
     select event, event_id, payload, ?, sent_at_ms, ? from inbox where execution = ? and consumed = 1 order by seq`,
  );
  const remove = db.prepare<[Seq]>("delete from inbox where execution = ? and consumed = 1");
  return (execution, id, nowMs) => {
    unwait.run(execution);
    let delivered = false;
    for (const event of findAll(execution)) if (handOn(event, nowMs)) delivered = true;
    putBack.run(id, Number.MAX_SAFE_INTEGER, execution);
    remove.run(execution);
    return delivered;
  };
}
