import type { EngineId, ExecutionStatus, TurnCommit } from "../../store.js";
import type { Database } from "../drivers/driver.js";

export const hasEnded = ({ status }: { readonly status: ExecutionStatus }): boolean =>
  status === "completed" || status === "failed" || status === "cancelled";

/** Writes the execution's own row. False where it is another engine's. */
export function updateRow(db: Database): (engine: EngineId, turn: TurnCommit) => boolean {
  const set = `update execution set status = ?, reason = ?, detail = ?, attempt = ?, operation = ?, outcome = ?,
    control = ?, updated_at_ms = ?, strikes = 0, tried = null`;
  const where = "where seq = ? and epoch = ? and owner = ?";
  // Apart from each other, because a step must not name the indexed columns that it leaves as they are.
  const step = db.prepare(`${set}, due_at_ms = ?, snapshot = ? ${where}`);
  const end = db.prepare(
    `${set}, due_at_ms = null, snapshot = null, owner = null, expires_at_ms = ? ${where}`,
  );
  return (engine, turn) => {
    const { status, reason, detail, attempt, operation, outcome, control, updatedAtMs, seq, epoch } = turn;
    if (hasEnded(turn)) {
      const expiresAtMs = turn.expiresAtMs ?? null;
      return (
        end.run(
          status,
          reason,
          detail,
          attempt,
          operation,
          outcome,
          control,
          updatedAtMs,
          expiresAtMs,
          seq,
          epoch,
          engine,
        ).changes === 1
      );
    }
    const { dueAtMs, snapshot } = turn;
    return (
      step.run(
        status,
        reason,
        detail,
        attempt,
        operation,
        outcome,
        control,
        updatedAtMs,
        dueAtMs,
        snapshot,
        seq,
        epoch,
        engine,
      ).changes === 1
    );
  };
}
