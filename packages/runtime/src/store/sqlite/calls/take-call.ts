import type { TakenCall } from "../../store.js";
import type { Database } from "../drivers/driver.js";

/** An object begins a call. False where the call has left the queue. */
export function takeCall(db: Database): (call: TakenCall) => boolean {
  const remove = db.prepare<[number]>("delete from inbox where seq = ? and kind = 'call'");
  const begin = db.prepare<[number, string]>("update call set message = null, since = ? where id = ?");
  return ({ id, seq, since }) => {
    if (remove.run(seq).changes === 0) return false;
    begin.run(since, id);
    return true;
  };
}
