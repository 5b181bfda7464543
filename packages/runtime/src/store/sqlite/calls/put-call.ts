import type { NewCall } from "../../store.js";
import type { Database } from "../drivers/driver.js";

type Waiting = { readonly caller: string; readonly operation: number; readonly returns: boolean } | null;

/** Puts a call in line. `known`: there is one with this id; `missing`: no such object, and nothing is written. */
export function putCall(db: Database): (call: NewCall, waiting: Waiting) => "sent" | "known" | "missing" {
  const known = db.prepare<[string], unknown>("select 1 from call where id = ?");
  const send = db.prepare<[string, string]>(
    `insert into inbox (execution, kind, payload)
     select seq, 'call', ? from execution where id = ? and owner is not null`,
  );
  const insert = db.prepare<[string, string, string | null, number | null, number, number | bigint, number]>(
    "insert into call (id, object, caller, operation, returns, message, sent_at_ms) values (?, ?, ?, ?, ?, ?, ?)",
  );
  return ({ id, object, payload, sentAtMs }, waiting) => {
    if (known.get(id)) return "known";
    const { changes, lastInsertRowid: message } = send.run(payload, object);
    if (changes === 0) return "missing";
    const { caller = null, operation = null, returns = false } = waiting ?? {};
    insert.run(id, object, caller, operation, Number(returns), message, sentAtMs);
    return "sent";
  };
}
