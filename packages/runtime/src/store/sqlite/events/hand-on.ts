import type { Seq } from "../../store.js";
import type { Database } from "../drivers/driver.js";
import { offerEvent } from "./offer-event.js";

/** One that was delivered and not consumed. */
export interface Delivered {
  readonly message: number;
  /** Null: a broadcast one. */
  readonly event: number | null;
  readonly eventId: string;
  readonly target: string | null;
  readonly expiresAtMs: number;
}

export interface HandOn {
  /** What was delivered to one operation. */
  find(execution: Seq, operation: number): Delivered | undefined;
  /** What was delivered to an execution. */
  findAll(execution: Seq): Delivered[];
  /** Puts it back to its old place in the mailbox, or gives it to the next who waits; a broadcast one is dropped. */
  handOn(delivered: Delivered, nowMs: number): boolean;
}

export function handOn(db: Database): HandOn {
  const columns = "seq as message, event, event_id as eventId, target, expires_at_ms as expiresAtMs";
  const where = "execution = ? and consumed = 0 and kind = 'event'";
  const one = db.prepare<[Seq, number], Delivered>(
    `select ${columns} from inbox where ${where} and operation = ? limit 1`,
  );
  const all = db.prepare<[Seq], Delivered>(`select ${columns} from inbox where ${where} order by seq`);
  const putBack = db.prepare<[number]>(
    `insert into event (seq, event_id, payload, target, sent_at_ms, expires_at_ms)
     select event, event_id, payload, target, sent_at_ms, expires_at_ms from inbox where seq = ?`,
  );
  const remove = db.prepare<[number]>("delete from inbox where seq = ?");
  const offer = offerEvent(db);
  return {
    find: (execution, operation) => one.get(execution, operation),
    findAll: (execution) => all.all(execution),
    handOn({ message, event, eventId, target, expiresAtMs }, nowMs) {
      if (event !== null) putBack.run(message);
      remove.run(message);
      return event !== null && expiresAtMs > nowMs && offer(event, eventId, target);
    },
  };
}
