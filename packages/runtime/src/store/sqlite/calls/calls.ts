import type { Store } from "../../store.js";
import type { Connection } from "../connection.js";
import { joined } from "../joined.js";
import { giveUpCalls } from "./give-up-calls.js";
import { putCall } from "./put-call.js";

/** Calls from outside of any execution. */
export function calls(connection: Connection): Pick<Store, "call" | "answers" | "giveUp" | "queued"> {
  const { db, read, write } = connection;
  const put = putCall(db);
  const { call: giveUp } = giveUpCalls(db);
  const answered = db.prepare<[string], { id: string; outcome: string }>(
    `select id, outcome from call
     where id in (select value from json_each(?)) and caller is null and outcome is not null`,
  );
  const count = db.prepare<[string], { readonly calls: number }>(
    "select count(*) as calls from call where object = ? and outcome is null and message is not null",
  );
  return {
    call: joined(connection, (call) => put(call, null)),
    answers: (ids) => read(() => answered.all(JSON.stringify(ids))),
    giveUp: (id) => write(() => giveUp(id)),
    queued: (object) => read(() => count.get(object)!.calls),
  };
}
