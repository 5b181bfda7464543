import type { Execution } from "../store.js";

/** A row of EXECUTION_COLUMNS. */
export type ExecutionRow = Omit<Execution, "tags"> & { readonly tags: string | null };

/** The columns of `execution` under the names of the interface, for `from execution as e`. */
export const EXECUTION_COLUMNS = `e.seq, e.id, e.function as functionId, e.status, e.reason, e.detail, e.owner, e.epoch,
  e.attempt, e.operation, e.due_at_ms as dueAtMs, e.strikes, e.parent, e.parent_operation as parentOperation, e.tags,
  e.header, coalesce(e.input, (select input from input where execution = e.seq)) as input, e.snapshot, e.control,
  e.progress, e.outcome, e.created_at_ms as createdAtMs, e.updated_at_ms as updatedAtMs,
  e.expires_at_ms as expiresAtMs`;

export const toExecution = (row: ExecutionRow): Execution => ({
  ...row,
  tags: row.tags === null ? [] : (JSON.parse(row.tags) as string[]),
});
