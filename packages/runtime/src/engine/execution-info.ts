import type { ExecutionInfo } from "../api/handle.js";
import { holderOf } from "./objects/object-holder.js";
import type { Execution } from "../store/store.js";

/** A row, as people see it. */
export function executionInfo(execution: Execution): ExecutionInfo {
  const { id, functionId, status, reason, detail, attempt, tags, parent } = execution;
  const { createdAtMs, updatedAtMs, dueAtMs } = execution;
  return {
    id,
    functionId,
    status,
    reason,
    detail,
    attempt,
    tags,
    parent,
    holder: holderOf(execution),
    createdAt: new Date(createdAtMs),
    updatedAt: new Date(updatedAtMs),
    dueAt: dueAtMs === null ? null : new Date(dueAtMs),
  };
}
