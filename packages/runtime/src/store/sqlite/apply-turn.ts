import type { Database } from "better-sqlite3";
import type { EngineId, ExecutionStatus, StateWrite, TurnCommit } from "../store.js";
import { fence } from "./fence.js";

const ended = (status: ExecutionStatus): boolean => status === "completed" || status === "failed";

/** Writes what one turn changes. False where the execution is another engine's. */
export function applyTurn(db: Database): (engine: EngineId, commit: TurnCommit) => boolean {
  const owned = fence(db);
  const update = db.prepare(
    `update execution set status = ?, reason = ?, detail = ?, attempt = ?, operation = ?, due_at_ms = ?, snapshot = ?,
       outcome = ?, updated_at_ms = ? where seq = ?`,
  );
  // Apart from the turn's update, which must not name an indexed column that steps leave as it is.
  const disown = db.prepare<[number]>("update execution set owner = null where seq = ?");
  const forgetOutcomes = db.prepare<[number]>("delete from outcome where execution = ?");
  const writeState = applyState(db);

  return (engine, turn) => {
    const seq = owned(turn.id, turn.epoch, engine);
    if (seq === undefined) return false;
    const { status, reason, detail, attempt, operation, outcome, updatedAtMs } = turn;
    const [dueAtMs, snapshot] = ended(status) ? [null, null] : [turn.dueAtMs, turn.snapshot];
    update.run(status, reason, detail, attempt, operation, dueAtMs, snapshot, outcome, updatedAtMs, seq);
    if (ended(status)) disown.run(seq);
    forgetOutcomes.run(seq);
    for (const write of turn.state) writeState(seq, write);
    return true;
  };
}

function applyState(db: Database): (seq: number, write: StateWrite) => void {
  const set = db.prepare<[number, string, string]>(
    `insert into state (execution, key, value) values (?, ?, ?)
     on conflict (execution, key) do update set value = excluded.value`,
  );
  const remove = db.prepare<[number, string]>("delete from state where execution = ? and key = ?");
  return (seq, { key, value }) => {
    if (value === null) remove.run(seq, key);
    else set.run(seq, key, value);
  };
}
