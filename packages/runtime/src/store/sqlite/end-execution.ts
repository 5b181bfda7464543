import type { Seq } from "../store.js";
import type { Database } from "./drivers/driver.js";
import { giveUpCalls } from "./calls/give-up-calls.js";
import { handOn } from "./events/hand-on.js";

/** Drops what only an unended execution has; events that it did not consume go on. Says whether one found a taker. */
export function endExecution(db: Database): (execution: Seq, id: string, nowMs: number) => boolean {
  type Left = { inbox: 0 | 1; wait: 0 | 1; page: 0 | 1; event: 0 | 1; call: 0 | 1 };
  // Most have none of them, and a look is cheaper than the deletions.
  const look = db.prepare<[Seq, Seq, Seq, string, string], Left>(
    `select exists (select 1 from inbox where execution = ?) as inbox,
       exists (select 1 from wait where execution = ?) as wait,
       exists (select 1 from page where execution = ?) as page,
       exists (select 1 from event where target = ?) as event,
       exists (select 1 from call where caller = ?) as call`,
  );
  const unwait = db.prepare<[Seq]>("delete from wait where execution = ?");
  const drop = db.prepare<[Seq]>("delete from inbox where execution = ?");
  const dropPages = db.prepare<[Seq]>("delete from page where execution = ?");
  const dropEvents = db.prepare<[string]>("delete from event where target = ?");
  const events = handOn(db);
  const calls = giveUpCalls(db);
  return (execution, id, nowMs) => {
    const left = look.get(execution, execution, execution, id, id)!;
    let delivered = false;
    if (left.call) calls.all(id);
    if (left.wait) unwait.run(execution);
    if (left.page) dropPages.run(execution);
    if (left.inbox) {
      for (const event of events.findAll(execution)) if (events.handOn(event, nowMs)) delivered = true;
      drop.run(execution);
    }
    if (left.inbox || left.event) dropEvents.run(id);
    return delivered;
  };
}
