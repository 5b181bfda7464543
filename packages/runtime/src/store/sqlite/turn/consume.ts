import type { Seq } from "../../store.js";
import type { Database } from "../drivers/driver.js";

/** Takes a message out of an inbox. Events stay, out of sight, for another attempt, unless they are forgotten. */
export function consume(db: Database): (execution: Seq, message: number, forgetsEvents?: boolean) => void {
  const hide = db.prepare<[number, Seq]>(
    "update inbox set consumed = 1 where seq = ? and execution = ? and kind = 'event'",
  );
  const remove = db.prepare<[number, Seq]>("delete from inbox where seq = ? and execution = ?");
  return (execution, message, forgetsEvents = false) => {
    if (forgetsEvents || hide.run(message, execution).changes === 0) remove.run(message, execution);
  };
}
