import type { Seq, Store } from "../store.js";
import type { Connection } from "./connection.js";
import { endExecution } from "./end-execution.js";

export function endParked({ db, write }: Connection): Store["endParked"] {
  const parked = db.prepare<[string], { seq: Seq }>(
    "select seq from execution where id = ? and status = 'parked'",
  );
  const update = db.prepare<[string, number, Seq]>(
    `update execution set status = 'failed', reason = null, detail = null, outcome = ?, owner = null,
       due_at_ms = null, snapshot = null, updated_at_ms = ? where seq = ?`,
  );
  const end = endExecution(db);
  return (id, outcome, nowMs) =>
    write(() => {
      const seq = parked.get(id)?.seq;
      if (seq === undefined) return false;
      update.run(outcome, nowMs, seq);
      end(seq, id, nowMs);
      return true;
    });
}
