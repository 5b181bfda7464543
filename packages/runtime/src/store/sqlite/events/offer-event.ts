import type { Seq } from "../../store.js";
import type { Database } from "../drivers/driver.js";
import { handOver } from "./hand-over.js";

/** Gives a kept event to the first operation that waits for it, if there is one. Says whether it did. */
export function offerEvent(db: Database): (event: number, eventId: string, target: string | null) => boolean {
  type Wait = { seq: number; execution: Seq; operation: number };
  const first = db.prepare<[string], Wait>(
    "select seq, execution, operation from wait where event_id = ? order by seq limit 1",
  );
  const firstOf = db.prepare<[string, string], Wait>(
    `select seq, execution, operation from wait
     where execution = (select seq from execution where id = ?) and +event_id = ? order by seq limit 1`,
  );
  const unwait = db.prepare<[number]>("delete from wait where seq = ?");
  const give = handOver(db);
  return (event, eventId, target) => {
    const wait = target === null ? first.get(eventId) : firstOf.get(target, eventId);
    if (!wait) return false;
    give(event, wait.execution, wait.operation);
    unwait.run(wait.seq);
    return true;
  };
}
