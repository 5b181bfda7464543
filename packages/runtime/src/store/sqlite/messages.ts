import type { EngineId, Message, Store } from "../store.js";
import type { Connection } from "./connection.js";

export function messages({ db, read }: Connection): Store["messages"] {
  const select = db.prepare<[number, EngineId, number], Message & { execution: string }>(
    `select inbox.seq, inbox.kind, inbox.operation, inbox.payload, e.id as execution
     from inbox cross join execution as e on e.seq = inbox.execution
     where inbox.seq > ? and inbox.consumed = 0 and e.owner = ? order by inbox.seq limit ?`,
  );
  return (engine, after, limit) => read(() => select.all(after, engine, limit));
}
