import type { KeptOutcome, Seq } from "../../store.js";
import type { Database } from "../drivers/driver.js";

export function keepOutcome(db: Database): (execution: Seq, kept: KeptOutcome) => void {
  const set = db.prepare<[Seq, string, string]>(
    `insert into kept (execution, key, outcome) values (?, ?, ?)
     on conflict (execution, key) do update set outcome = excluded.outcome`,
  );
  return (execution, { key, outcome }) => void set.run(execution, key, outcome);
}
