/** The columns of `execution` under the names of the interface: a row is an Execution. */
export const EXECUTION_COLUMNS = `id, function as functionId, status, reason, detail, owner, epoch, attempt, operation,
  due_at_ms as dueAtMs, input, snapshot, outcome, created_at_ms as createdAtMs, updated_at_ms as updatedAtMs`;
