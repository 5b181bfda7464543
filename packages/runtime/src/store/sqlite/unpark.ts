import type { Seq, Store } from "../store.js";
import type { Connection } from "./connection.js";
import { handOn } from "./events/hand-on.js";
import { returnEvents } from "./events/return-events.js";
import { NOBODY } from "./owner.js";
import { appendHistory } from "./turn/append-history.js";

export function unpark({ db, write }: Connection): Store["unpark"] {
  const parked = db.prepare<[string], { seq: Seq }>(
    "select seq from execution where id = ? and status = 'parked'",
  );
  const update = (changes: string) =>
    db.prepare<[number, number, Seq]>(
      `update execution set ${changes}, reason = null, detail = null, owner = ${NOBODY}, tried = null, epoch = epoch + 1,
         strikes = 0, due_at_ms = ?, updated_at_ms = ? where seq = ?`,
    );
  const resume = update(
    "status = case when outcome is not null then 'completing' when snapshot is null then 'pending' else 'running' end",
  );
  const retry = update("status = 'pending', snapshot = null, outcome = null, attempt = attempt + 1");
  const dropPages = db.prepare<[Seq]>("delete from page where execution = ?");
  const returnAll = returnEvents(db, handOn(db));
  const append = appendHistory(db);
  return (id, how, nowMs, history) =>
    write(() => {
      const seq = parked.get(id)?.seq;
      if (seq === undefined) return false;
      (how === "retry" ? retry : resume).run(nowMs, nowMs, seq);
      if (how === "retry") {
        dropPages.run(seq);
        returnAll(seq, id, nowMs);
      }
      if (history !== undefined) append(seq, history);
      return true;
    });
}
