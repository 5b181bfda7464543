import type { Seq, Store } from "../store.js";
import type { Connection } from "./connection.js";
import { forgetObject } from "./calls/forget-object.js";
import { endExecution } from "./end-execution.js";
import { appendHistory } from "./turn/append-history.js";
import { putMessage } from "./put-message.js";

interface Parked {
  readonly seq: Seq;
  readonly parent: string | null;
  readonly operation: number | null;
}

export function endParked({ db, write }: Connection): Store["endParked"] {
  const parked = db.prepare<[string], Parked>(
    "select seq, parent, parent_operation as operation from execution where id = ? and status = 'parked'",
  );
  const update = db.prepare<[string, number, Seq]>(
    `update execution set status = 'cancelled', reason = null, detail = null, outcome = ?, owner = null, tried = null,
       due_at_ms = null, snapshot = null, updated_at_ms = ? where seq = ?`,
  );
  const children = db.prepare<[string], { id: string }>(
    "select id from execution where parent = ? and owner is not null",
  );
  const end = endExecution(db);
  const put = putMessage(db);
  const append = appendHistory(db);
  const forget = forgetObject(db);
  return (id, outcome, nowMs, { history, reason = null, forgets = false } = {}) =>
    write(() => {
      const found = parked.get(id);
      if (!found) return false;
      const { seq, parent, operation } = found;
      update.run(outcome, nowMs, seq);
      if (history !== undefined) append(seq, history);
      end(seq, id, nowMs);
      for (const child of children.all(id)) put({ to: child.id, kind: "end", payload: reason });
      if (parent !== null) put({ to: parent, kind: "outcome", operation, payload: outcome });
      if (forgets) forget({ seq, id, outcome, nowMs });
      return true;
    });
}
