import type { Seq, Store } from "../store.js";
import type { Connection } from "./connection.js";
import { removeExecution } from "./remove-execution.js";

/** Executions removed in one transaction: others want to write too. */
const BATCH = 100;
/** How long expired events can be listed. */
const EXPIRED_EVENTS_KEPT_MS = 30 * 24 * 60 * 60 * 1000;

export function sweep({ db, write }: Connection): Store["sweep"] {
  const select = db.prepare<[number, number], { seq: Seq }>(
    `select seq from execution where expires_at_ms <= ? and owner is null order by expires_at_ms limit ?`,
  );
  const remove = removeExecution(db);
  const removeEvents = db.prepare<[number]>("delete from event where expires_at_ms <= ?");
  const removeAnswers = db.prepare<[number]>("delete from call where expires_at_ms <= ?");

  function batch(nowMs: number, limit: number): number {
    const rows = select.all(nowMs, limit);
    for (const { seq } of rows) remove(seq);
    return rows.length;
  }

  return async (nowMs, limit) => {
    await write(() => {
      removeEvents.run(nowMs - EXPIRED_EVENTS_KEPT_MS);
      removeAnswers.run(nowMs);
    });
    let removed = 0;
    while (removed < limit) {
      const wanted = Math.min(BATCH, limit - removed);
      const count = await write(() => batch(nowMs, wanted));
      removed += count;
      if (count < wanted) break;
    }
    return removed;
  };
}
