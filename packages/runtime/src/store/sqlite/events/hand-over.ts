import type { Seq } from "../../store.js";
import type { Database } from "../drivers/driver.js";

/** Moves an event from the mailbox into an inbox. It keeps what it takes to go back. */
export function handOver(db: Database): (event: number, execution: Seq, operation: number) => void {
  const insert = db.prepare<[Seq, number, number]>(
    `insert into inbox (execution, kind, operation, payload, event, event_id, target, sent_at_ms, expires_at_ms)
     select ?, 'event', ?, payload, seq, event_id, target, sent_at_ms, expires_at_ms from event where seq = ?`,
  );
  const remove = db.prepare<[number]>("delete from event where seq = ?");
  return (event, execution, operation) => {
    insert.run(execution, operation, event);
    remove.run(event);
  };
}
