import type { Seq } from "../../store.js";
import type { Database } from "../drivers/driver.js";

/** How many of an execution's entries are kept, at least, where the commit does not say; whole batches are dropped. */
export const KEPT_ENTRIES = 1000;

/** Adds a batch: a JSON array. */
export function appendHistory(db: Database): (execution: Seq, entries: string, kept?: number) => void {
  const last = "(select max(last) from history where execution = ?)";
  const insert = db.prepare<[Seq, Seq, number, string]>(
    `insert into history (execution, last, entries) values (?, coalesce(${last}, 0) + ?, ?)`,
  );
  const drop = db.prepare<[Seq, Seq, number]>(
    `delete from history where execution = ? and last <= ${last} - ?`,
  );
  return (execution, entries, kept = KEPT_ENTRIES) => {
    const count = (JSON.parse(entries) as unknown[]).length;
    insert.run(execution, execution, count, entries);
    drop.run(execution, execution, kept);
  };
}
