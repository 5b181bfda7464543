import type { OutgoingMessage } from "../store.js";
import type { Database } from "./drivers/driver.js";

/** Puts a message into an execution's inbox. False where the execution does not exist or has ended. */
export function putMessage(db: Database): (message: OutgoingMessage) => boolean {
  const insert = db.prepare<[string, number | null, string | null, string]>(
    `insert into inbox (execution, kind, operation, payload)
     select seq, ?, ?, ? from execution where id = ? and owner is not null`,
  );
  return ({ to, kind, operation = null, payload = null }) =>
    insert.run(kind, operation, payload, to).changes === 1;
}
