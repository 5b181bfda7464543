import type { HistoryEntry, Seq, Store } from "../store.js";
import type { Connection } from "./connection.js";

export function history({ db, read }: Connection): Store["history"] {
  const execution = db.prepare<[string], { seq: Seq }>("select seq from execution where id = ?");
  const select = db.prepare<[Seq, Seq, number], { entries: string }>(
    `select entries from history
     where execution = ? and last > (select max(last) from history where execution = ?) - ? order by last`,
  );
  return (id, limit) =>
    read(() => {
      const seq = execution.get(id)?.seq;
      if (seq === undefined || limit <= 0) return [];
      const batches = select.all(seq, seq, limit);
      return batches.flatMap(({ entries }) => JSON.parse(entries) as HistoryEntry[]).slice(-limit);
    });
}
