import type { Seq, StateWrite } from "../../store.js";
import type { Database } from "../drivers/driver.js";

/** Sets or deletes one entry of `ctx.state`. */
export function writeState(db: Database): (execution: Seq, write: StateWrite) => void {
  const set = db.prepare<[Seq, string, string]>(
    `insert into state (execution, key, value) values (?, ?, ?)
     on conflict (execution, key) do update set value = excluded.value`,
  );
  const remove = db.prepare<[Seq, string]>("delete from state where execution = ? and key = ?");
  return (execution, { key, value }) => {
    if (value === null) remove.run(execution, key);
    else set.run(execution, key, value);
  };
}
