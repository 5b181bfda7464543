import type { EngineId, NewExecution } from "../store.js";
import type { Database } from "./drivers/driver.js";

/** Longer arguments get a row of their own, so that steps need not write them again. */
const LONGEST_INLINE_INPUT = 1000;

/** Adds an execution. False where the id is taken: that one is left as it is. */
export function insertExecution(db: Database): (execution: NewExecution, owner: EngineId) => boolean {
  const insert = db.prepare(
    `insert into execution
       (id, function, status, owner, due_at_ms, parent, parent_operation, tags, header, input, created_at_ms, updated_at_ms)
     values (?, ?, 'pending', ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict (id) do nothing`,
  );
  const insertInput = db.prepare<[number, string]>("insert into input (execution, input) values (?, ?)");
  const insertTag = db.prepare<[string, number]>("insert into tag (tag, execution) values (?, ?)");

  return ({ id, functionId, input, createdAtMs, ...rest }, owner) => {
    const { dueAtMs = createdAtMs, header = null, parent = null, parentOperation = null } = rest;
    const tags = [...new Set(rest.tags)];
    const apart = input.length > LONGEST_INLINE_INPUT;
    const { changes, lastInsertRowid: seq } = insert.run(
      id,
      functionId,
      owner,
      dueAtMs,
      parent,
      parentOperation,
      tags.length === 0 ? null : JSON.stringify(tags),
      header,
      apart ? null : input,
      createdAtMs,
      createdAtMs,
    );
    if (changes === 0) return false;
    if (apart) insertInput.run(seq, input);
    for (const tag of tags) insertTag.run(tag, seq);
    return true;
  };
}
